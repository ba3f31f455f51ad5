package io.ssehub.protocol.publish;

import io.ssehub.protocol.position.Position;

/**
 * What became of a publication.
 *
 * @param outcome whether it was appended now
 * @param first the position of its first event
 * @param last the position of its last event
 */
public record Published(Outcome outcome, Position first, Position last) {
    /** Whether it was appended now. */
    public enum Outcome {
        /** It was. */
        PUBLISHED,
        /** The same was published under this key before; nothing was appended. */
        REPEAT,
        /** Something else was published under this key before; nothing was appended. */
        CONFLICT
    }
}
