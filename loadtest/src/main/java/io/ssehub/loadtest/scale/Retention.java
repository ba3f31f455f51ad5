package io.ssehub.loadtest.scale;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long and how much hubs and Redis keep.
 *
 * @param log how long a channel's entries last, {@code hub.history.log}
 * @param most entries of a channel, {@code hub.history.entries}
 */
public record Retention(Duration log, double most) {
    /** As hubs are shipped. */
    public static final Retention DEFAULT = new Retention(Duration.ofHours(1), 10_000);

    /** {@code hub.session.max-age}: after so long a connection comes again. */
    static final Duration CONNECTION = Duration.ofMinutes(30);

    /** {@code hub.feed.tail}: newest events of a channel that a node keeps. */
    private static final double TAIL_BYTES = 64 * 1024;

    /** For so long after an event a channel needs no heartbeats, and is looked at because of it. */
    private static final Duration ACTIVE = Duration.ofMinutes(1);

    /** How many seconds after an event its channel's head is looked at, unless another event comes before. */
    private static final int[] LOOKS = {1, 2, 4, 8, 16, 32};

    /** Share of a channel's time in which it had an event just before, for events that come at random. */
    static double activeShare(double eventsPerSecond) {
        return 1 - Math.exp(-eventsPerSecond * ACTIVE.toSeconds());
    }

    /** How often a second every node that has a reader looks at a channel's head, if events come evenly. */
    public static double looks(double eventsPerSecond) {
        return eventsPerSecond
                * Arrays.stream(LOOKS)
                        .filter(seconds -> seconds * eventsPerSecond <= 1)
                        .count();
    }

    /** What a node keeps of a channel's newest events. */
    static double tailBytes(double eventsPerSecond, double eventBytes) {
        return Math.min(TAIL_BYTES, eventsPerSecond * CONNECTION.toSeconds() * eventBytes);
    }

    /** What Redis keeps of a channel. */
    double entries(double eventsPerSecond) {
        return Math.min(most, eventsPerSecond * log.toMillis() / 1e3);
    }
}
