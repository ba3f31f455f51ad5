package io.ssehub.protocol.log;

import java.time.Duration;

/**
 * How long history lasts. Whoever appends applies it, so hubs and workers should agree.
 *
 * @param entries newest entries kept of a channel; Redis may keep up to a stream node (100) more
 * @param log how long a channel's log lasts after its last entry
 * @param head how long a channel's last position is remembered after that; never shorter than {@code log}
 */
public record Retention(int entries, Duration log, Duration head) {
    /** What is used unless something else is set. */
    public static final Retention DEFAULT = new Retention(10_000, Duration.ofHours(1), Duration.ofDays(7));

    public Retention {
        if (entries < 1) {
            throw new IllegalArgumentException("entries must be at least 1");
        }
        if (log.toMillis() < 1) {
            throw new IllegalArgumentException("log must be at least 1ms");
        }
        if (head.compareTo(log) < 0) {
            throw new IllegalArgumentException("head must not be shorter than log");
        }
    }
}
