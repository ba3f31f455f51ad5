package io.ssehub.hub.feed;

import java.time.Duration;

/**
 * Bounds and paces of feeds.
 *
 * @param tailBytes newest frames a feed keeps to serve catch-ups from memory
 * @param pendingBytes messages a feed holds while it reads the log; more are dropped and read as well
 * @param inboxBytes messages waiting for a lane; more are dropped and read from the log
 * @param questions most questions a lane has under way at Redis; the others wait
 * @param mergeBytes about how much text of neighbouring fragments is shown as one to readers that catch up; 0 for none
 * @param linger how long a feed stays without readers
 * @param active how long a channel counts as active after a message
 * @param quietCheck how often a channel that is not is compared with Redis
 */
public record FeedLimits(
        int tailBytes,
        long pendingBytes,
        long inboxBytes,
        int questions,
        int mergeBytes,
        Duration linger,
        Duration active,
        Duration quietCheck) {
    /** What is used unless something else is set. */
    public static final FeedLimits DEFAULT = new FeedLimits(
            64 * 1024,
            1024 * 1024,
            64L * 1024 * 1024,
            32,
            16 * 1024,
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30));
}
