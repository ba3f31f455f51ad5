package io.ssehub.hub.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself with every renewal of its lease. Rates and delivery times are those since the last one. A
 * node of another version may say more or less: what is unknown is ignored, what is missing is 0, false or null.
 *
 * @param node its id, random per process
 * @param name what people call it; need not be unique
 * @param since when it was started, by its own clock
 * @param connections open event streams
 * @param catchingUp those of them that are not live in all their channels
 * @param behindMillis for how long the one of these has been so that has been so longest; 0 for none
 * @param channels channels it listens to
 * @param opened event streams opened since its start
 * @param ended those that have ended
 * @param received messages heard from Redis since its start
 * @param delivered events written to readers since its start
 * @param bytes bytes of these
 * @param deliveryP50Millis from Redis to the socket, of half of the writes to live readers; null if there was none
 * @param deliveryP99Millis of all but one in a hundred
 * @param queuedBytes what waits to be written, of all connections
 * @param draining whether it sends its connections elsewhere, or has done so
 * @param ready whether balancers may give it connections
 * @param history what it keeps of which channels, as a fingerprint; empty if it does not say
 */
record NodeReport(
        String node,
        String name,
        String version,
        @Nullable Instant since,
        int connections,
        int catchingUp,
        long behindMillis,
        int channels,
        double receivedPerSecond,
        double deliveredPerSecond,
        double bytesPerSecond,
        long opened,
        long ended,
        long received,
        long delivered,
        long bytes,
        @Nullable Double deliveryP50Millis,
        @Nullable Double deliveryP99Millis,
        long queuedBytes,
        boolean draining,
        boolean ready,
        String history) {
    NodeReport {
        node = given(node);
        name = given(name);
        version = given(version);
        history = given(history);
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
