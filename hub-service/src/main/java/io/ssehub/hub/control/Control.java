package io.ssehub.hub.control;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.feed.FeedReader;
import io.ssehub.hub.frame.Frame;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Permits;
import io.ssehub.hub.session.SessionId;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders nodes give each other. They go through a channel of their own, so that a node that was deaf for a moment
 * still gets each of them, by the same mechanism that serves clients.
 */
public final class Control implements FeedReader {
    private static final Logger log = LoggerFactory.getLogger(Control.class);
    private static final String DISCONNECT = "disconnect";
    private static final String RENEW = "renew";
    private static final String GAP = "gap";

    private final Publisher publisher;
    private final Sessions sessions;
    private final RedisClock clock;
    private final Permits permits;

    // Touched on the channel's lane only.
    private Position position = Position.START;
    private boolean live;

    // Set there, read by any thread.
    private volatile boolean open;

    public Control(Publisher publisher, Sessions sessions, RedisClock clock, Permits permits) {
        this.publisher = publisher;
        this.sessions = sessions;
        this.clock = clock;
        this.permits = permits;
    }

    /** Has every node end a client's connections. */
    public CompletionStage<Published> disconnect(String clientId) {
        return publisher.publish(Channel.CONTROL, new Event(DISCONNECT, '"' + clientId + '"'));
    }

    /** Has the node of a connection let it go on, as far as {@code caller} may read and as long as it is valid. */
    public CompletionStage<Published> renew(SessionId connection, Caller caller) {
        return publisher.publish(
                Channel.CONTROL, new Event(RENEW, '"' + connection.value() + ' ' + caller.written() + '"'));
    }

    /** Whether orders reach this node. Those given before are not for it: it had no connections. */
    public boolean isOpen() {
        return open;
    }

    /** Whether an order is about a client, by its event and its data as the log holds them. */
    public static boolean isAbout(String clientId, String event, String data) {
        String[] words = data.replace("\"", "").split(" ", 3);
        return switch (event) {
            case DISCONNECT -> words[0].equals(clientId);
            case RENEW -> words.length > 1 && words[1].equals(clientId);
            default -> false;
        };
    }

    private void obey(Frame frame) {
        position = frame.position();
        switch (frame.event()) {
            // A node that was deaf hears it late: the client may be back by then, and be welcome.
            case DISCONNECT ->
                sessions.endAllOf(
                        unquoted(frame),
                        session -> !clock.isBefore(frame.timeMillis(), session.createdNanos()),
                        Ending.DISCONNECTED);
            case RENEW -> renew(unquoted(frame));
            default -> {
                if (!frame.event().equals(GAP) || frame.reason() == GapReason.UNREADABLE) {
                    log.warn("an order at {} is of another version and not obeyed", frame.position());
                }
            }
        }
    }

    private static String unquoted(Frame frame) {
        String quoted = new String(frame.data(), StandardCharsets.UTF_8);
        return quoted.length() < 2 ? "" : quoted.substring(1, quoted.length() - 1);
    }

    private void renew(String order) {
        int end = order.indexOf(' ');
        Caller.read(order.substring(end + 1))
                .ifPresent(caller -> permits.renew(
                        new SessionId(order.substring(0, Math.max(0, end))),
                        caller.clientId().orElse(""),
                        caller.until().orElse(Instant.MIN),
                        caller::mayHear));
    }

    @Override
    public void onOpen(Position last) {
        position = last;
        open = true;
    }

    @Override
    public Answer offer(Frame frame) {
        if (!live) {
            return Answer.BEHIND;
        }
        if (!frame.follows(position)) {
            live = false;
            return Answer.NOT_NEXT;
        }
        obey(frame);
        return Answer.TAKEN;
    }

    @Override
    public Answer offerHistory(Position at, Frame frame) {
        obey(frame);
        return Answer.TAKEN;
    }

    @Override
    public Answer offerHead(Position at, Position head) {
        position = head;
        return Answer.TAKEN;
    }

    @Override
    public void onMoved(Position last) {
        live = live && position.equals(last);
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public boolean wantsHistory() {
        return !live;
    }

    @Override
    public boolean goLive(Position last) {
        live = true;
        return true;
    }
}
