package io.ssehub.hub.session;

import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * All a connection would have been shown so far, in short: for one that comes without a cursor, and in place of a gap.
 *
 * @param blocks events without id, in order; the connection's cursor moves with the last of them
 * @param position where the channel stood when it was made; empty if nothing is known of the channel
 * @param over whether nothing will come any more
 */
public record Recap(List<byte[]> blocks, Optional<Position> position, boolean over) {
    /** Where recaps come from. */
    public interface Source {
        /** A recap of all there is by now; a failure is asked again a little later. */
        CompletionStage<Recap> recap();
    }
}
