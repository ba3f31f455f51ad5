package io.ssehub.hub.bus;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What feeds need of Redis. Calls return at once; answers and the {@link Listener} come on any thread.
 *
 * <p>Pub/sub may lose, repeat and delay what it carries, and be deaf for a while; the log may not. Whatever matters is
 * read from the log, messages only say when.
 */
public interface Bus {
    /** Starts listening to a channel; {@link Listener#onSubscribed} tells when, and again after each interruption. */
    void subscribe(Channel channel);

    /** Stops listening. */
    void unsubscribe(Channel channel);

    /**
     * Lets Redis look whether history was lost, and where the channel stands now.
     *
     * @param seen the newest position the node has seen; {@link Position#START} for none
     * @return the channel's last position, {@link Position#START} if it has no log
     */
    CompletionStage<Position> roll(Channel channel, Position seen);

    /** Reads the log after a position, and the channel's head with it. */
    CompletionStage<Page> read(Channel channel, Position after);

    /** The last positions of channels, in their order; {@link Position#START} for one without a log. */
    CompletionStage<List<Position>> heads(List<Channel> channels);

    /** Who is told what pub/sub brings. Implementations hand over and return. */
    interface Listener {
        /** From now on messages of the channel arrive; what came before must be read. */
        void onSubscribed(Channel channel);

        /** A message; see {@code LogEntry} for its form. */
        void onMessage(Channel channel, byte[] message);

        /** Redis answers, for the first time or again; it may be another one, and know less than before. */
        void onRedisBack();
    }
}
