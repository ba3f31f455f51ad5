package io.ssehub.hub.cluster;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/sse/cluster}: who is there at the moment.
 *
 * @param nodes hubs, by name and then id
 * @param workers chat workers, by id
 */
record ClusterView(List<Node> nodes, List<Worker> workers, Queue queue) {
    /**
     * A hub.
     *
     * @param seen when it renewed its lease, by Redis' clock
     */
    record Node(@JsonUnwrapped NodeReport report, Instant seen) {}

    /**
     * A chat worker.
     *
     * @param running requests it works on
     * @param capacity the most it works on at once
     * @param seen when it renewed its lease, by Redis' clock
     */
    record Worker(String worker, String version, @Nullable Instant since, int running, int capacity, Instant seen) {}

    /**
     * The questions before all workers.
     *
     * @param waiting those that no worker has taken yet
     * @param oldestMillis how long the first of these has been waiting
     */
    record Queue(long waiting, long oldestMillis) {}
}
