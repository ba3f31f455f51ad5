package io.ssehub.hub.cluster;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/sse/cluster}: who is there at the moment.
 *
 * @param nodes hubs, by name and then id
 * @param workers chat workers, by id
 * @param sameHistory whether all that say what history they keep, keep the same; otherwise it depends on who appends an event how long it
 *     lasts
 */
record ClusterView(List<Node> nodes, List<Worker> workers, Queue queue, boolean sameHistory) {
    ClusterView(List<Node> nodes, List<Worker> workers, Queue queue) {
        this(nodes, workers, queue, haveSameHistory(nodes, workers));
    }

    private static boolean haveSameHistory(List<Node> nodes, List<Worker> workers) {
        return Stream.concat(
                                nodes.stream().map(node -> node.report().history()),
                                workers.stream().map(Worker::history))
                        .filter(history -> !history.isEmpty())
                        .distinct()
                        .count()
                <= 1;
    }

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
     * @param history what it keeps of which channels, as a fingerprint; empty if it does not say
     * @param seen when it renewed its lease, by Redis' clock
     */
    record Worker(
            String worker,
            String version,
            @Nullable Instant since,
            int running,
            int capacity,
            String history,
            Instant seen) {}

    /**
     * The questions before all workers.
     *
     * @param waiting those that no worker has taken yet
     * @param oldestMillis how long the first of these has been waiting
     */
    record Queue(long waiting, long oldestMillis) {}
}
