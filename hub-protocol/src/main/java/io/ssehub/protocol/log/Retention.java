package io.ssehub.protocol.log;

import io.ssehub.protocol.channel.Channel;
import java.time.Duration;

/**
 * How long history lasts. Whoever appends applies it, so hubs and workers should agree.
 *
 * @param entries newest entries kept of a channel; Redis may keep up to a stream node (100) more
 * @param bytes most memory of Redis the log of a channel may take, about; 0 for no such bound
 * @param log how long a channel's log lasts after its last entry
 * @param head how long a channel's last position is remembered after that; never shorter than {@code log}
 * @param isShown whether the log is history that readers may ask for; else it only mends what is told live
 */
public record Retention(int entries, long bytes, Duration log, Duration head, boolean isShown) implements Retentions {
    /** What is used unless something else is set. */
    public static final Retention DEFAULT = new Retention(10_000, Duration.ofHours(1), Duration.ofDays(7));

    /** What a log that only mends keeps: as many as a stream node of Redis holds, for fewer would take no less memory. */
    private static final int MENDING_ENTRIES = 100;
    /** For as long as it takes to notice that a message was lost, to subscribe again, or to come back after a cut. */
    private static final Duration MENDING = Duration.ofSeconds(10);

    public Retention {
        if (entries < 1) {
            throw new IllegalArgumentException("entries must be at least 1");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative");
        }
        if (log.toMillis() < 1) {
            throw new IllegalArgumentException("log must be at least 1ms");
        }
        if (head.compareTo(log) < 0) {
            throw new IllegalArgumentException("head must not be shorter than log");
        }
    }

    /** History without a bound in bytes. */
    public Retention(int entries, Duration log, Duration head) {
        this(entries, 0, log, head, true);
    }

    /** No history: what is published is numbered and told to whoever is there. */
    public static Retention off(Duration head) {
        return new Retention(MENDING_ENTRIES, 0, head.compareTo(MENDING) < 0 ? head : MENDING, head, false);
    }

    /** The same for every channel. */
    @Override
    public Retention of(Channel channel) {
        return this;
    }

    /** How much is kept, as scripts take it: entries, and behind a slash the bytes if these are bounded. */
    public String most() {
        return bytes == 0 ? Integer.toString(entries) : entries + "/" + bytes;
    }
}
