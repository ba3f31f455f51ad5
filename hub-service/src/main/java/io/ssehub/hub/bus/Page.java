package io.ssehub.hub.bus;

import io.ssehub.protocol.position.Position;
import java.util.List;

/**
 * A stretch of a log and the head it was read with, atomically.
 *
 * @param head the channel's last position, {@link Position#START} if it has no head
 * @param entries entries in order, at most a page of them
 */
public record Page(Position head, List<Entry> entries) {
    /**
     * A stream entry as Redis gives it.
     *
     * @param fields names and values in turn
     */
    public record Entry(String id, List<byte[]> fields) {}
}
