package io.ssehub.hub.session;

import io.ssehub.hub.feed.FeedMeters;
import io.ssehub.protocol.channel.Channel;
import java.util.function.LongSupplier;

/** Counts nothing. */
final class NoFeedMeters implements FeedMeters {
    @Override
    public void lane(int number, LongSupplier inboxBytes) {}

    @Override
    public void listening(boolean more) {}

    @Override
    public void received() {}

    @Override
    public void dropped() {}

    @Override
    public void synced(Cause cause) {}

    @Override
    public void waiting(int change) {}

    @Override
    public void rolled(boolean lost) {}

    @Override
    public void readOn(Channel.Kind kind) {}

    @Override
    public void readForReaders(Channel.Kind kind) {}
}
