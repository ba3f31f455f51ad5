package io.ssehub.hub.feed;

import io.ssehub.hub.bus.Bus;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.ClientNames;
import io.ssehub.protocol.position.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds of this node, spread over its lanes. A channel belongs to one lane by hash; calls may come from any thread
 * and are handed over.
 */
public final class Feeds implements Bus.Listener {
    private static final Logger log = LoggerFactory.getLogger(Feeds.class);

    private final List<Share> shares;
    private final Leisure leisure;

    /**
     * Feeds that live on {@code lanes}.
     *
     * @param nanoClock a clock that only moves forward
     */
    public Feeds(List<? extends Lane> lanes, Bus bus, FeedLimits limits, FeedMeters meters, LongSupplier nanoClock) {
        this.shares = lanes.stream()
                .map(lane -> new Share(lane, bus, limits, meters, nanoClock))
                .toList();
        this.leisure = new Leisure(nanoClock);
        for (int i = 0; i < shares.size(); i++) {
            meters.lane(i, shares.get(i).inboxBytes::get);
        }
    }

    /** Adds a reader to a channel; it is told when the feed is open. */
    public void join(Channel channel, FeedReader reader) {
        Share share = of(channel);
        share.lane.execute(() -> share.feed(channel).join(reader));
    }

    /** Brings a reader forward that is behind and has room. */
    public void catchUp(Channel channel, FeedReader reader) {
        of(channel).with(channel, feed -> feed.catchUp(reader));
    }

    /** Takes a reader out of a channel. */
    public void leave(Channel channel, FeedReader reader) {
        Share share = of(channel);
        share.with(channel, feed -> feed.leave(reader));
    }

    /**
     * Forgets what this node knows of a channel, so that nothing is asked or told of it any more until somebody joins. Its
     * readers are to be ended before. Done when it is so; whatever the feed had asked of Redis was sent before that.
     */
    public CompletionStage<Void> forget(Channel channel) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Share share = of(channel);
        share.lane.execute(() -> {
            Feed feed = share.feeds.remove(channel);
            if (feed != null) {
                feed.close();
            }
            done.complete(null);
        });
        return done;
    }

    @Override
    public void onSubscribed(Channel channel) {
        of(channel).with(channel, Feed::onSubscribed);
    }

    @Override
    public void onMessage(Channel channel, byte[] message) {
        Share share = of(channel);
        if (leisure.isTaken()) {
            share.onMessageNow(channel, message);
            leisure.isOver();
        } else {
            share.onMessage(channel, message);
        }
    }

    @Override
    public void onRedisBack() {
        for (Share share : shares) {
            share.lane.execute(() -> share.feeds.values().forEach(Feed::onRedisBack));
        }
    }

    /**
     * To be called a few times a second, so that little is asked at once: compares channels that have fallen silent with
     * Redis, and those again that stood elsewhere.
     */
    public void look() {
        shares.forEach(share -> share.lane.execute(share::look));
    }

    /** To be called about once a second. */
    public void tick() {
        shares.forEach(share -> share.lane.execute(share::tick));
    }

    private Share of(Channel channel) {
        return shares.get(Math.floorMod(channel.hashCode(), shares.size()));
    }

    /** The feeds of one lane. Its map is touched on that lane only. */
    private static final class Share {
        private final Lane lane;
        private final Bus bus;
        private final FeedLimits limits;
        private final FeedMeters meters;
        private final LongSupplier nanoClock;

        private final Gate gate;
        private final Map<Channel, Feed> feeds = new HashMap<>();

        // Any thread.
        private final AtomicLong inboxBytes = new AtomicLong();
        private final AtomicBoolean overflowed = new AtomicBoolean();

        Share(Lane lane, Bus bus, FeedLimits limits, FeedMeters meters, LongSupplier nanoClock) {
            this.lane = lane;
            this.bus = bus;
            this.limits = limits;
            this.meters = meters;
            this.nanoClock = nanoClock;
            this.gate = new Gate(limits.questions(), meters::waiting);
        }

        Feed feed(Channel channel) {
            return feeds.computeIfAbsent(
                    channel, missing -> new Feed(missing, lane, gate, bus, limits, meters, nanoClock));
        }

        void with(Channel channel, Consumer<Feed> action) {
            lane.execute(() -> {
                Feed feed = feeds.get(channel);
                if (feed != null) {
                    action.accept(feed);
                }
            });
        }

        /** Takes a message at once if the lane has nothing to do and few readers want it. */
        void onMessageNow(Channel channel, byte[] message) {
            if (!lane.runNow(() -> takeIfFew(channel, message))) {
                onMessage(channel, message);
            }
        }

        private void takeIfFew(Channel channel, byte[] message) {
            Feed feed = feeds.get(channel);
            if (feed != null && feed.hasMany()) {
                onMessage(channel, message);
                return;
            }
            meters.received();
            if (feed != null) {
                feed.onMessage(message);
            }
        }

        void onMessage(Channel channel, byte[] message) {
            meters.received();
            if (inboxBytes.addAndGet(message.length) > limits.inboxBytes()) {
                inboxBytes.addAndGet(-message.length);
                meters.dropped();
                overflowed.set(true);
                return;
            }
            lane.execute(() -> {
                long left = inboxBytes.addAndGet(-message.length);
                Feed feed = feeds.get(channel);
                if (feed != null) {
                    feed.onMessage(message);
                }
                if (left == 0) {
                    repairOverflow();
                }
            });
        }

        private void repairOverflow() {
            if (overflowed.compareAndSet(true, false)) {
                feeds.values().forEach(Feed::onOverflow);
            }
        }

        void tick() {
            repairOverflow();
            feeds.values().removeIf(Feed::closeIfAbandoned);
            feeds.forEach((channel, feed) -> {
                try {
                    feed.tick();
                } catch (RuntimeException e) {
                    log.error("channel {}: a tick failed", ClientNames.shown(channel), e);
                }
            });
        }

        void look() {
            List<Channel> compared = new ArrayList<>();
            feeds.forEach((channel, feed) -> {
                if (feed.isInDoubt() || feed.takeLook()) {
                    compared.add(channel);
                }
            });
            if (!compared.isEmpty()) {
                bus.heads(compared).thenAccept(heads -> lane.execute(() -> onHeads(compared, heads)));
            }
        }

        private void onHeads(List<Channel> channels, List<Position> heads) {
            for (int i = 0; i < channels.size(); i++) {
                Feed feed = feeds.get(channels.get(i));
                if (feed != null) {
                    feed.onHead(heads.get(i));
                }
            }
        }
    }
}
