package io.ssehub.hub.bus;

import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a log's past, the head it was read with, and where the log begins, atomically.
 *
 * @param head the channel's last position, {@link Position#START} if it has no head
 * @param oldest the oldest entry there is
 * @param entries entries, oldest first
 * @param missing why what is older is not there
 */
public record PastPage(Position head, Optional<Page.Entry> oldest, List<Page.Entry> entries, GapReason missing) {
    /** Of a channel that has no history to be shown. */
    static PastPage ofNothing(Position head) {
        return new PastPage(head, Optional.empty(), List.of(), GapReason.NO_HISTORY);
    }
}
