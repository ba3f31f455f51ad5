package io.ssehub.hub.cluster;

import io.ssehub.hub.connect.ConnectRequest;
import io.ssehub.hub.connect.Connections;
import io.ssehub.hub.frame.SseEncoder;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Selection;
import io.ssehub.hub.session.Session;
import io.ssehub.protocol.position.Cursor;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.http.ResponseEntity;

/**
 * The cluster as an event stream: who is there, again and again. Sessions like all others, which listen to no channel; one
 * that does not keep up is shown the next view instead of all of them.
 */
public final class ClusterStreams {
    /*
     * Threads: the timer ticks, requests add watchers, views come on the driver's event loop, which writes
     * them out once and queues them.
     */

    /** No client can have this name, so nobody finds or disconnects a watcher by it. */
    private static final String NO_CLIENT = "(cluster)";

    private static final String EVENT = "cluster";
    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final Connections connections;
    private final ClusterReader reader;
    private final LongSupplier nanoClock;
    private final Set<Session> watchers = ConcurrentHashMap.newKeySet();

    // Of the timer's thread.
    private long shownNanos;

    ClusterStreams(Connections connections, ClusterReader reader, LongSupplier nanoClock) {
        this.connections = connections;
        this.reader = reader;
        this.nanoClock = nanoClock;
        this.shownNanos = nanoClock.getAsLong();
    }

    /** Answers a request for the stream. */
    ResponseEntity<?> open(Optional<String> writtenCursor, HttpServletRequest http) {
        Optional<Cursor> cursor = writtenCursor.flatMap(Cursor::parse);
        boolean ended = cursor.map(Cursor::isEnded).orElse(false);
        Reading nothing = new Reading(NO_CLIENT, Map.of(), false, Selection.ALL);
        ConnectRequest request = new ConnectRequest(nothing, false, ended, cursor.isPresent());
        return connections.open(request, () -> nothing, http, this::watch);
    }

    private void watch(Session session) {
        watchers.add(session);
        show(Set.of(session));
    }

    /** To be called about once a second. */
    public void tick() {
        watchers.removeIf(Session::isClosed);
        long now = nanoClock.getAsLong();
        if (!watchers.isEmpty() && now - shownNanos >= EVERY_NANOS * 3 / 4) {
            shownNanos = now;
            show(watchers);
        }
    }

    /** While Redis is away nothing is shown; that it is away every connection is told. */
    private void show(Set<Session> to) {
        reader.read().thenAccept(view -> {
            byte[] data = ClusterJson.write(view).getBytes(StandardCharsets.UTF_8);
            byte[] block = SseEncoder.block(EVENT, data);
            to.forEach(session -> session.show(block));
        });
    }
}
