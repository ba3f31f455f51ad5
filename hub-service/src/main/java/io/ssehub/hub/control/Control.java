package io.ssehub.hub.control;

import io.ssehub.hub.feed.FeedReader;
import io.ssehub.hub.frame.Frame;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisClock;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/**
 * The orders nodes give each other. They go through a channel of their own, so that a node that was deaf for a moment
 * still gets each of them, by the same mechanism that serves clients.
 */
public final class Control implements FeedReader {
    private static final String DISCONNECT = "disconnect";

    private final Publisher publisher;
    private final Sessions sessions;
    private final RedisClock clock;

    // Touched on the channel's lane only.
    private Position position = Position.START;
    private boolean live;

    // Set there, read by any thread.
    private volatile boolean open;

    public Control(Publisher publisher, Sessions sessions, RedisClock clock) {
        this.publisher = publisher;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Has every node end a client's connections. */
    public CompletionStage<Published> disconnect(String clientId) {
        return publisher.publish(Channel.CONTROL, new Event(DISCONNECT, '"' + clientId + '"'));
    }

    /** Whether orders reach this node. Those given before are not for it: it had no connections. */
    public boolean isOpen() {
        return open;
    }

    private void obey(Frame frame) {
        position = frame.position();
        if (frame.event().equals(DISCONNECT)) {
            String quoted = new String(frame.data(), StandardCharsets.UTF_8);
            // A node that was deaf hears it late: the client may be back by then, and be welcome.
            sessions.endAllOf(
                    quoted.substring(1, quoted.length() - 1),
                    session -> !clock.isBefore(frame.timeMillis(), session.createdNanos()),
                    Ending.DISCONNECTED);
        }
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
