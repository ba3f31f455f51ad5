package io.ssehub.hub.session;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The connections of this node that ended last; older ones are forgotten. Thread-safe. */
public final class RecentEndings {
    /** The most that are remembered. */
    public static final int MOST = 200;

    /** A connection that was, as it was at its end. */
    public record Ended(
            SessionId id, String clientId, Instant since, Instant at, Ending why, long events, long bytes) {}

    // Guarded by this; the newest first.
    private final ArrayDeque<Ended> last = new ArrayDeque<>(MOST);

    synchronized void add(Ended ended) {
        if (last.size() == MOST) {
            last.removeLast();
        }
        last.addFirst(ended);
    }

    /** The newest, newest first. */
    public synchronized List<Ended> newest(int most) {
        return new ArrayList<>(last).subList(0, Math.min(most, last.size()));
    }
}
