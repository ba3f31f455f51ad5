package io.ssehub.hub.cluster;

import java.util.Optional;

/** What this node has counted. */
public interface NodeCounts {
    /**
     * Since its start.
     *
     * @param opened event streams opened
     * @param ended event streams ended
     * @param received messages heard from Redis
     * @param delivered events written to readers
     * @param bytes bytes of these
     */
    record Totals(long opened, long ended, long received, long delivered, long bytes) {}

    /** Times from Redis to the socket. */
    record Delivery(double p50Millis, double p99Millis) {}

    Totals totals();

    /** Channels it listens to at the moment. */
    int channels();

    /** Those of the time since it was last asked; empty if there was none. For one caller only. */
    Optional<Delivery> takeDelivery();
}
