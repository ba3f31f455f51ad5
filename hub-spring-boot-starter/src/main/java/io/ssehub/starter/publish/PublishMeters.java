package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import java.util.function.IntSupplier;

/** What is counted of publishing. */
public interface PublishMeters {
    /** Counts nothing. */
    PublishMeters NONE = new PublishMeters() {
        @Override
        public void underWay(IntSupplier events) {}

        @Override
        public void published(Channel.Kind kind, String outcome, long nanos) {}
    };

    /** How many events wait for their answer, to be asked whenever somebody looks. */
    void underWay(IntSupplier events);

    /**
     * An event has its answer.
     *
     * @param outcome {@code published}, or the tag of a {@link HubPublishException.Reason}
     */
    void published(Channel.Kind kind, String outcome, long nanos);
}
