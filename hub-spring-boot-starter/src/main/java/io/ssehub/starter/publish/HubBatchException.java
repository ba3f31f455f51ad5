package io.ssehub.starter.publish;

import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.Optional;

/** Of several events some were not published, or it is not known whether they were; the reason is that of the first. */
public final class HubBatchException extends HubPublishException {
    private final transient List<Optional<Position>> positions;

    HubBatchException(HubPublishException first, List<Optional<Position>> positions) {
        super(
                first.reason(),
                positions.stream().filter(Optional::isEmpty).count() + " of " + positions.size()
                        + " events failed, the first because: " + first.getMessage(),
                first);
        this.positions = List.copyOf(positions);
    }

    /** In the order of the list that was published; empty for those that failed. */
    public List<Optional<Position>> positions() {
        return positions;
    }
}
