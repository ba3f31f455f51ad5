package io.ssehub.hub.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.bus.Bus;
import io.ssehub.hub.bus.Page;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** When a node compares its channels with Redis. */
class FeedLooksTest {
    private static final Channel NEWS = Channel.topic("news");

    /** A Redis whose channel stands wherever it was heard to. */
    private static final class Quiet implements Bus {
        private Position head = new Position(1, 1);
        private int looks;

        @Override
        public void subscribe(Channel channel) {}

        @Override
        public void unsubscribe(Channel channel) {}

        @Override
        public CompletionStage<Position> roll(Channel channel, Position seen) {
            return CompletableFuture.completedStage(head);
        }

        @Override
        public CompletionStage<Page> read(Channel channel, Position after) {
            throw new AssertionError("there is nothing to be read");
        }

        @Override
        public CompletionStage<List<Position>> heads(List<Channel> channels) {
            looks++;
            return CompletableFuture.completedStage(List.of(head));
        }
    }

    private static final FeedMeters METERS = nothing(FeedMeters.class);
    private static final FeedReader SOMEBODY = nothing(FeedReader.class);

    private final Quiet redis = new Quiet();
    private long nanos = Duration.ofDays(1).toNanos();
    private final Feeds feeds = new Feeds(List.of(Runnable::run), redis, FeedLimits.DEFAULT, METERS, () -> nanos);

    /** Does nothing, and is not closed. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == args[0];
                    default -> method.getReturnType() == boolean.class ? false : null;
                }));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void hear() {
        redis.head = new Position(1, redis.head.offset() + 1);
        feeds.onMessage(NEWS, ("1 " + redis.head + " 1 message -\n{}").getBytes(UTF_8));
    }

    private void listen() {
        feeds.join(NEWS, SOMEBODY);
        feeds.onSubscribed(NEWS);
    }

    @Test
    void aChannelThatFallsSilentIsLookedAtEachTimeItWasQuietForTwiceAsLong() {
        listen();
        hear();

        List<Integer> lookedAt = new ArrayList<>();
        for (int second = 1; second <= 60; second++) {
            pass(Duration.ofSeconds(1));
            int before = redis.looks;
            feeds.look();
            if (redis.looks > before) {
                lookedAt.add(second);
            }
        }

        assertThat(lookedAt).containsExactly(1, 2, 4, 8, 16, 32);
    }

    @Test
    void aChannelThatGoesOnIsNotLookedAt() {
        listen();
        for (int second = 0; second < 60; second++) {
            pass(Duration.ofMillis(900));
            hear();
            pass(Duration.ofMillis(100));
            feeds.look();
        }

        assertThat(redis.looks).isZero();
    }
}
