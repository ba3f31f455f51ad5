package io.ssehub.loadtest.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader: what an {@code EventSource} is to a page, except that it goes to the next node each time it comes back.
 *
 * <p>It carries the last event id from one connection to the next and stops for good on status 204. Opened by
 * {@link SseClient#open}.
 */
public final class SseReader implements AutoCloseable {
    /*
     * Threads: everything happens on the reader's event loop, the listener's calls too; public methods only hand over
     * to it. A command's future completes when the loop has carried it out, not when the server has noticed.
     */

    private static final Logger log = LoggerFactory.getLogger(SseReader.class);

    // Final after construction.
    private final List<URI> urls;
    private final ReaderOptions options;
    private final ReaderListener listener;
    private final Bootstrap bootstrap;
    private final EventLoop loop;

    // Touched by the event loop only.
    private final Backoff backoff;
    private int connects;
    private boolean frozen;
    private @Nullable Connection connection;
    private final List<Connection> abandoned = new ArrayList<>(0);
    private @Nullable Future<?> comingBack;

    // Written by the event loop, read by any thread.
    private volatile ReaderState state = ReaderState.CONNECTING;
    private volatile String lastEventId = "";
    private volatile int lastStatus;
    private volatile URI url;
    private final AtomicInteger opens = new AtomicInteger();
    private final AtomicIntegerArray endings = new AtomicIntegerArray(Ending.values().length);

    SseReader(List<URI> urls, ReaderOptions options, ReaderListener listener, Bootstrap bootstrap, EventLoop loop) {
        this.urls = List.copyOf(urls);
        this.url = this.urls.getFirst();
        this.options = options;
        this.listener = listener;
        this.bootstrap = bootstrap.clone(loop).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                options.connectTimeout().toMillis());
        if (options.receiveBufferBytes() > 0) {
            this.bootstrap.option(ChannelOption.SO_RCVBUF, options.receiveBufferBytes());
        }
        this.loop = loop;
        this.backoff = new Backoff(options, ThreadLocalRandom.current());
    }

    public ReaderState state() {
        return state;
    }

    /** The address it is connected to, or was last. */
    public URI url() {
        return url;
    }

    public String lastEventId() {
        return lastEventId;
    }

    /** How often a node has answered with an event stream. */
    public int opens() {
        return opens.get();
    }

    /** The status of the last answer, 0 before the first. */
    public int lastStatus() {
        return lastStatus;
    }

    /** How many connections ended in this way. */
    public int count(Ending ending) {
        return endings.get(ending.ordinal());
    }

    /** Closes the connection under the server; the reader comes back by itself. */
    public CompletableFuture<Void> cut() {
        return onLoop(() -> end(Ending.CUT, Parting.CLOSE));
    }

    /** The same with a TCP reset, as when a machine drops a connection that it does not know any more. */
    public CompletableFuture<Void> reset() {
        return onLoop(() -> end(Ending.CUT, Parting.RESET));
    }

    /**
     * Gives the connection up without a word, as a device that has lost its network: the server gets neither FIN nor
     * reset, and nothing is read any more of what it sends there. The reader comes back by itself; the old connection
     * stays until the reader is closed, unless the server ends it.
     */
    public CompletableFuture<Void> abandon() {
        return onLoop(() -> {
            Connection current = connection;
            if (current != null) {
                abandoned.add(current);
                current.end(Ending.ABANDONED, Parting.SILENT);
            }
        });
    }

    /** Closes the connection and stays away until {@link #comeBack()}. */
    public CompletableFuture<Void> leave() {
        return onLoop(() -> {
            if (state == ReaderState.WAITING) {
                become(ReaderState.AWAY);
            } else {
                end(Ending.LEFT, Parting.CLOSE);
            }
        });
    }

    /** Connects again, at once, after {@link #leave()}. */
    public CompletableFuture<Void> comeBack() {
        return onLoop(() -> {
            if (state == ReaderState.AWAY) {
                connect();
            }
        });
    }

    /** Stops reading from the socket, on this connection and later ones, until {@link #thaw()}. */
    public CompletableFuture<Void> freeze() {
        return onLoop(() -> setFrozen(true));
    }

    public CompletableFuture<Void> thaw() {
        return onLoop(() -> setFrozen(false));
    }

    /** Ends the reader for good, without waiting for it. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        var _ = onLoop(() -> {
            abandoned.forEach(Connection::dispose);
            if (connection != null) {
                end(Ending.CLOSED, Parting.CLOSE);
            } else {
                become(ReaderState.CLOSED);
            }
        });
    }

    void start() {
        var _ = onLoop(this::connect);
    }

    ReaderListener listener() {
        return listener;
    }

    ReaderOptions options() {
        return options;
    }

    boolean isFrozen() {
        return frozen;
    }

    void onConnect() {
        listener.onConnect();
    }

    void onStatus(int status) {
        lastStatus = status;
    }

    void onOpen() {
        backoff.onOpen();
        become(ReaderState.OPEN);
        opens.incrementAndGet();
        listener.onOpen(url);
    }

    void onRetry(long millis) {
        backoff.onRetry(millis);
    }

    void onProgress(String lastEventId) {
        this.lastEventId = lastEventId;
    }

    void onEnd(Ending ending) {
        connection = null;
        if (state == ReaderState.CONNECTING) {
            backoff.onFailure();
        }
        become(ending.next());
        endings.incrementAndGet(ending.ordinal());
        listener.onEnd(ending);
    }

    private void connect() {
        become(ReaderState.CONNECTING);
        url = urls.get(connects++ % urls.size());
        connection = new Connection(this, url, options.resume() ? lastEventId : "");
        connection.open(bootstrap.clone());
    }

    private void end(Ending ending, Parting parting) {
        if (connection != null) {
            connection.end(ending, parting);
        }
    }

    private void setFrozen(boolean frozen) {
        this.frozen = frozen;
        if (connection != null) {
            connection.setFrozen(frozen);
        }
    }

    /** The one place where the state changes: a reader that waits has its return scheduled, any other has not. */
    private void become(ReaderState next) {
        if (state == ReaderState.STOPPED || state == ReaderState.CLOSED) {
            return;
        }
        log.debug("{}: {} to {}", url, state, next);
        state = next;
        if (comingBack != null) {
            comingBack.cancel(false);
            comingBack = null;
        }
        if (next == ReaderState.WAITING) {
            comingBack = loop.schedule(this::connect, backoff.nextMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private CompletableFuture<Void> onLoop(Runnable command) {
        return CompletableFuture.runAsync(command, loop);
    }
}
