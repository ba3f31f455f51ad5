package io.ssehub.hub.feed;

import io.ssehub.protocol.channel.Channel;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What feeds count. Called on lanes. */
public interface FeedMeters {
    /** Why a feed compares itself with Redis. */
    enum Cause {
        /** A channel that was empty has its first message. */
        FIRST,
        /** Messages were missing between two. */
        HOLE,
        /** The channel was subscribed to, for the first time or again. */
        SUBSCRIBED,
        /** Redis was away and answers again. */
        RECONNECTED,
        /** Redis stood elsewhere than the feed. */
        TAIL,
        /** A channel without messages is looked at now and then. */
        QUIET,
        /** Messages were dropped because the lane could not keep up. */
        OVERFLOW;

        /** The value of the metric's tag. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A lane has been made.
     *
     * @param number from 0
     * @param inboxBytes how much waits for it at the moment; may be asked on any thread
     */
    void lane(int number, LongSupplier inboxBytes);

    /** A channel is listened to from now on, or not any more. */
    void listening(boolean more);

    /** A message has arrived. */
    void received();

    /** A message was dropped on arrival because the lane's inbox was full. */
    void dropped();

    /** A feed compares itself with Redis. */
    void synced(Cause cause);

    /** So many more questions, or fewer if negative, wait until Redis may be asked. */
    void waiting(int change);

    /**
     * Redis has looked whether it has lost history of a channel.
     *
     * @param lost whether it had: the channel goes on in a new epoch
     */
    void rolled(boolean lost);

    /** A page of a log is read, for the feed itself. */
    void readOn(Channel.Kind kind);

    /** A page of a log is read, for readers that are behind and stand at the same position. */
    void readForReaders(Channel.Kind kind);
}
