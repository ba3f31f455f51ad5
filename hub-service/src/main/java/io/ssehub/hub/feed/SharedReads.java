package io.ssehub.hub.feed;

import io.ssehub.protocol.position.Position;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which readers wait for which page: those that stand at the same position share one read, so that thousands that come
 * back at once cost one. Not thread-safe.
 */
final class SharedReads {
    private final Map<Position, Set<FeedReader>> waiting = new HashMap<>();

    /** Adds a reader; true if it is the first there and the page has to be read. */
    boolean await(Position at, FeedReader reader) {
        Set<FeedReader> others = waiting.get(at);
        if (others != null) {
            others.add(reader);
            return false;
        }
        waiting.put(at, new LinkedHashSet<>(Set.of(reader)));
        return true;
    }

    /** Takes out who waits at {@code at}. */
    Set<FeedReader> remove(Position at) {
        Set<FeedReader> readers = waiting.remove(at);
        return readers == null ? Set.of() : readers;
    }
}
