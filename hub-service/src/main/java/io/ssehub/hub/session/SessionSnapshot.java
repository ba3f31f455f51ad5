package io.ssehub.hub.session;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection at one moment.
 *
 * @param mode the least of its channels' modes, so that it is live only if all of them are
 * @param sent where it stands in each channel, by what has left for the sink
 * @param cursor what its client would come back with; null before there is something
 * @param lastSent when a write was last begun or ended; null if there was none
 * @param queuedBytes what waits to be written
 * @param events events that have left for the sink
 * @param bytes bytes of these
 */
public record SessionSnapshot(
        SessionId id,
        String clientId,
        Instant since,
        Mode mode,
        Map<Channel, Position> sent,
        @Nullable String cursor,
        @Nullable Instant lastSent,
        int queuedBytes,
        long events,
        long bytes) {}
