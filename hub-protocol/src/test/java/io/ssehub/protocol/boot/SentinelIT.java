package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisException;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.checkup.Checkup;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.fixture.RedisSentinels;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisSubscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

/** A Redis that Sentinels watch over, found by Spring Boot's own properties; commands and pub/sub follow the primary. */
class SentinelIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static String[] properties(RedisSentinels redis) {
        // A Redis that is only slow, as on a busy machine, does not count as away.
        return Stream.concat(redis.properties().stream(), Stream.of("hub.redis.command-timeout=30s"))
                .toArray(String[]::new);
    }

    private static Optional<Published> publish(ApplicationContext context) {
        try {
            return Optional.of(context.getBean(Publisher.class)
                    .publish(Channel.BROADCAST, new Event("tick", "{}"))
                    .toCompletableFuture()
                    .join());
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(RedisAwayException.class);
            return Optional.empty();
        }
    }

    private static long entries(RedisProcess redis, ApplicationContext context) {
        String log = context.getBean(RedisKeys.class).log(Channel.BROADCAST);
        return redis.ask(admin -> admin.xlen(log));
    }

    /** In spite of connections of the test's own that Sentinels cut when they change who is primary. */
    private static ConditionFactory eventually() {
        return await().atMost(DEADLINE).ignoreExceptionsInstanceOf(RedisException.class);
    }

    /** Both kinds of connections on a primary, whoever it is. */
    private static final class Ears implements AutoCloseable {
        private final ApplicationContext context;
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final RedisSubscriber subscriber;

        Ears(ApplicationContext context) {
            this.context = context;
            RedisSubscriber.Listener listener = new RedisSubscriber.Listener() {
                @Override
                public void onSubscribed(String channel) {}

                @Override
                public void onMessage(String channel, byte[] message) {
                    heard.add(channel);
                }
            };
            subscriber = context.getBean(RedisConnections.class).subscriber("events", listener);
            subscriber.subscribe(context.getBean(RedisKeys.class).log(Channel.BROADCAST));
        }

        /** Publishes until one is taken by this primary and heard. */
        void awaitPublishing(RedisProcess primary) {
            eventually().until(() -> {
                heard.clear();
                long before = entries(primary, context);
                return publish(context).isPresent() && entries(primary, context) > before;
            });
            eventually().until(() -> {
                publish(context);
                return !heard.isEmpty();
            });
            eventually().until(() -> subscribers(primary) == 1);
        }

        private long subscribers(RedisProcess primary) {
            String log = context.getBean(RedisKeys.class).log(Channel.BROADCAST);
            return primary.ask(admin -> admin.pubsubNumsub(log)).get(log);
        }

        @Override
        public void close() {
            subscriber.close();
        }
    }

    @Test
    void allWorksThroughSentinelsThatWantAPasswordOfTheirOwn() {
        try (RedisSentinels redis = RedisSentinels.startWithPasswords("of-redis", "of-sentinel", 1)) {
            Contexts.with(properties(redis)).run(context -> new Product(context).use());
        }
    }

    @Test
    void aPrimaryThatIsKilledIsFollowedByItsReplicaAndNotWrittenToWhenItIsBack() {
        try (RedisSentinels redis = RedisSentinels.start(2)) {
            Contexts.with(properties(redis)).run(context -> {
                try (Ears ears = new Ears(context)) {
                    ears.awaitPublishing(redis.primary());
                    RedisProcess killed = redis.killPrimary();
                    redis.awaitSwitchFrom(killed);
                    RedisProcess promoted = redis.primary();
                    ears.awaitPublishing(promoted);

                    // It comes back in the belief to be the primary, until Sentinel tells it otherwise.
                    killed.restart();
                    for (long taken = entries(promoted, context); taken < 200; taken = entries(promoted, context)) {
                        assertThat(publish(context)).isPresent();
                    }
                    redis.awaitFollows(killed);
                    // Replication brings entries, not scripts.
                    String calls = killed.ask(admin -> admin.info("commandstats"));
                    assertThat(calls).doesNotContain("evalsha").doesNotContain("script");
                    eventually().until(() -> entries(killed, context) == entries(promoted, context));
                    ears.awaitPublishing(promoted);
                }
            });
        }
    }

    @Test
    void aFailoverByOrderIsFollowedThoughTheFormerPrimaryIsWell() {
        try (RedisSentinels redis = RedisSentinels.start(1)) {
            Contexts.with(properties(redis)).run(context -> {
                try (Ears ears = new Ears(context)) {
                    ears.awaitPublishing(redis.primary());
                    RedisProcess former = redis.failOver();
                    redis.awaitSwitchFrom(former);
                    ears.awaitPublishing(redis.primary());
                    redis.awaitFollows(former);
                    ears.awaitPublishing(redis.primary());
                }
            });
        }
    }

    @Test
    void whereThereIsSentinelTheCheckupAsksForReplicas() {
        try (RedisSentinels redis = RedisSentinels.start(
                0, "--appendonly", "yes", "--repl-backlog-ttl", "0", "--min-replicas-to-write", "0")) {
            Contexts.with(properties(redis)).run(context -> await().atMost(DEADLINE)
                    .until(() -> context.getBean(Checkup.class).findings() == 1));
        }
    }
}
