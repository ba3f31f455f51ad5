package io.ssehub.hub.http;

import io.ssehub.hub.limit.Connects;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitMeters;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.hub.limit.Places;
import io.ssehub.hub.node.EverySecond;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the door for TCP connections, before a byte of them is read: how many there are, of whom, how fast they come; and
 * looks after those that are open and do not get on: a request's head, and a body that is read, must be there in time, however
 * it trickles in. A stream has neither and may last.
 */
final class SocketGuard
        implements SelectorManager.AcceptListener, Connection.Listener, HttpConfiguration.Customizer, EverySecond {
    /*
     * Threads: Jetty's acceptors and selectors tell of connections, requests of their begin and end, the timer looks. Each
     * connection that was let in has a Held from then until it is closed, which keeps its place. What is due is replaced
     * by whoever gets on; an end of a request that comes after the next one has begun changes nothing.
     */
    private static final String EVERYBODY = "";

    private final Map<SelectableChannel, Held> open = new ConcurrentHashMap<>();
    private final Places sockets;
    private final Places ofAddress;
    private final Connects connects;
    private final Addresses addresses;
    private final LimitMeters meters;
    private final LongSupplier nanoClock;
    private final long headNanos;
    private final long bodyNanos;
    private final long idleNanos;

    SocketGuard(
            LimitProperties limits,
            HttpProperties http,
            Duration idle,
            Connects connects,
            Addresses addresses,
            LimitMeters meters,
            LongSupplier nanoClock) {
        this.sockets = new Places(limits.sockets());
        this.ofAddress = new Places(limits.socketsPerAddress());
        this.connects = connects;
        this.addresses = addresses;
        this.meters = meters;
        this.nanoClock = nanoClock;
        this.headNanos = http.headTimeout().toNanos();
        this.bodyNanos = http.bodyTimeout().toNanos();
        this.idleNanos = idle.toNanos();
    }

    /** What is due of a connection. */
    private record Due(Limit what, long nanos) {}

    /** A connection that was let in. */
    private static final class Held {
        private final String address;
        private volatile @Nullable EndPoint endPoint;
        private volatile @Nullable Due due;
        private volatile @Nullable Object turn;

        Held(String address, Due due) {
            this.address = address;
            this.due = due;
        }
    }

    private Due due(Limit what, long inNanos) {
        return new Due(what, nanoClock.getAsLong() + inNanos);
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        InetAddress peer = peer(channel);
        // Whom a trusted proxy connects for is looked at when it says so.
        String address = peer == null || addresses.trusts(peer) ? "" : ClientAddress.key(peer);
        Optional<Limit> exceeded = exceeded(address);
        if (exceeded.isEmpty()) {
            open.put(channel, new Held(address, due(Limit.SLOW_HEAD, headNanos)));
        } else {
            meters.exceeded(exceeded.get());
            IO.close(channel);
        }
    }

    /** Takes its places, all or none. */
    private Optional<Limit> exceeded(String address) {
        if (!sockets.take(EVERYBODY)) {
            return Optional.of(Limit.SOCKETS);
        }
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (!ofAddress.take(address)) {
            sockets.leave(EVERYBODY);
            return Optional.of(Limit.ADDRESS_SOCKETS);
        }
        if (connects.take(address).isPositive()) {
            leave(address);
            return Optional.of(Limit.ADDRESS_CONNECTS);
        }
        return Optional.empty();
    }

    private void leave(String address) {
        sockets.leave(EVERYBODY);
        if (!address.isEmpty()) {
            ofAddress.leave(address);
        }
    }

    private static @Nullable InetAddress peer(SelectableChannel channel) {
        return channel instanceof SocketChannel tcp
                        && tcp.socket().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : null;
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        Held held = open.remove(channel);
        if (held != null) {
            leave(held.address);
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Held held = held(connection);
        if (held != null) {
            held.endPoint = connection.getEndPoint();
        }
    }

    private @Nullable Held held(Connection connection) {
        return connection.getEndPoint().getTransport() instanceof SelectableChannel channel ? open.get(channel) : null;
    }

    /** A head is there. */
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Held held = held(request.getConnectionMetaData().getConnection());
        if (held == null) {
            return request;
        }
        Object turn = new Object();
        held.turn = turn;
        Request.addCompletionListener(request, failure -> {
            if (held.turn == turn) {
                held.due = due(Limit.SLOW_HEAD, idleNanos);
            }
        });
        if (!isRead(request)) {
            held.due = null;
            return request;
        }
        held.due = due(Limit.SLOW_BODY, bodyNanos);
        return new Request.Wrapper(request) {
            @Override
            public Content.@Nullable Chunk read() {
                Content.Chunk chunk = super.read();
                if (chunk != null && (chunk.isLast() || Content.Chunk.isFailure(chunk))) {
                    held.due = null;
                }
                return chunk;
            }
        };
    }

    /** Whether there is a body that anybody reads. */
    private static boolean isRead(Request request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> false;
            default ->
                request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0
                        || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        };
    }

    @Override
    public void tick() {
        long now = nanoClock.getAsLong();
        open.forEach((channel, held) -> {
            Due due = held.due;
            if (!channel.isOpen()) {
                onClosed(channel);
            } else if (due != null && due.nanos() - now < 0) {
                held.due = null;
                meters.exceeded(due.what());
                EndPoint endPoint = held.endPoint;
                IO.close(endPoint == null ? channel : endPoint);
            }
        });
    }

    /** How many are open. */
    int count() {
        return open.size();
    }
}
