package io.ssehub.hub.cluster;

import java.time.Instant;
import java.util.List;

/**
 * {@code GET /api/sse/cluster/endings}: connections that ended lately, on all nodes.
 *
 * @param endings newest first
 * @param unanswered ids of nodes that did not answer in time
 */
record EndingsView(List<Ended> endings, List<String> unanswered) {
    /**
     * A connection that was.
     *
     * @param node the id of the node that held it
     * @param reason the code of the ending
     * @param events events written to it
     * @param bytes bytes written to it
     */
    record Ended(
            String id,
            String clientId,
            String node,
            Instant since,
            Instant ended,
            String reason,
            long events,
            long bytes) {}
}
