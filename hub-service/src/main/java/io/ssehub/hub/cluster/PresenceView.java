package io.ssehub.hub.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/sse/clients/{clientId}}: a client's connections, on all nodes.
 *
 * @param connections oldest first
 * @param more connections beyond the most a node tells of
 * @param unacknowledged its messages that have not been acknowledged, newest first
 * @param unanswered ids of nodes that did not answer in time; what they hold is not known
 */
record PresenceView(
        String clientId, List<Connection> connections, int more, List<String> unacknowledged, List<String> unanswered) {
    /**
     * One connection.
     *
     * @param id for {@code DELETE /api/sse/connections/{id}}
     * @param node the id of the node that holds it
     * @param mode {@code opening}, {@code live}, {@code catching_up}, {@code recapping} or {@code ending}
     * @param cursor what it would come back with; null before there is one
     * @param positions where it stands in each channel, by what has been sent
     * @param lastSent when something was last written to it; null for never
     * @param queuedBytes what waits to be written
     */
    record Connection(
            String id,
            String node,
            Instant since,
            List<String> channels,
            String mode,
            @Nullable String cursor,
            Map<String, String> positions,
            @Nullable Instant lastSent,
            int queuedBytes,
            Sent sent) {}

    /** What has been written to it. */
    record Sent(long events, long bytes) {}
}
