package io.ssehub.protocol.log;

import io.ssehub.protocol.position.Position;

/** An entry of another wire version, or one that nobody of us wrote. Its readers are told by a gap. */
public final class UnreadableEntryException extends RuntimeException {
    private final Position position;

    public UnreadableEntryException(Position position) {
        super("the entry at " + position + " is not of wire version " + Wire.VERSION, null, false, false);
        this.position = position;
    }

    /** Where it stands; {@link Position#START} if not even that could be read. */
    public Position position() {
        return position;
    }
}
