package io.ssehub.protocol.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.log.EntryRef;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel begins an epoch when history may have been lost, and only then. */
class EpochIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Channel NEWS = Channel.topic("news");
    private static final RedisKeys KEYS = new RedisKeys("epochs", 0);

    private static void publish(RedisProcess to) {
        try (RedisLink link = RedisLink.open("under test", RedisFixture.client(), to.uri())) {
            link.awaitUp().toCompletableFuture().join();
            new Publisher(link, KEYS, Retention.DEFAULT)
                    .publish(NEWS, new Event("tick", "{}"))
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Why each epoch of the channel was begun. */
    private static List<String> epochs(RedisProcess redis) {
        return redis.ask(commands -> commands.xrange(KEYS.log(NEWS), Range.unbounded())).stream()
                .map(entry -> EntryRef.parse(entry.getBody().get("r")))
                .filter(EntryRef.Gap.class::isInstance)
                .map(gap -> ((EntryRef.Gap) gap).reason().code())
                .toList();
    }

    private static void follow(RedisProcess follower, RedisProcess primary) {
        follower.ask(commands -> commands.replicaof("127.0.0.1", primary.port()));
        awaitInSync(follower);
    }

    private static void awaitInSync(RedisProcess replica) {
        await().atMost(DEADLINE).until(() -> replica.info("master_link_status").equals("up"));
    }

    private static void promote(RedisProcess replica) {
        replica.ask(commands -> commands.replicaofNoOne());
    }

    /** It was told as a failover, since Redis takes another replication id then. */
    @Test
    void aPrimaryThatGetsItsFirstReplicaGoesOn() {
        try (RedisProcess redis = RedisProcess.start()) {
            publish(redis);
            String before = redis.info("master_replid");
            try (RedisProcess replica = redis.replica()) {
                awaitInSync(replica);
                assertThat(redis.info("master_replid")).isNotEqualTo(before);
                publish(redis);
                assertThat(epochs(redis)).containsExactly("vanished");
            }
        }
    }

    /** It was told twice: when the primary was back, and when its replica was. */
    @Test
    void aPrimaryWithAReplicaThatIsStartedAgainBeginsOneEpoch() {
        try (RedisProcess redis = RedisProcess.durable();
                RedisProcess replica = redis.replica()) {
            awaitInSync(replica);
            publish(redis);
            redis.shutdown();
            await().atMost(DEADLINE)
                    .until(() -> replica.info("master_link_status").equals("down"));
            // Until it is known that events were taken without it, the replica stays away.
            replica.pause();
            redis.restart();
            publish(redis);
            String before = redis.info("master_replid");
            replica.resume();
            awaitInSync(replica);
            assertThat(redis.info("master_replid")).isNotEqualTo(before);
            publish(redis);
            assertThat(epochs(redis)).containsExactly("vanished", "failover");
        }
    }

    @Test
    void aReplicaThatTakesOverBeginsAnEpoch() {
        try (RedisProcess redis = RedisProcess.start();
                RedisProcess replica = redis.replica()) {
            awaitInSync(replica);
            publish(redis);
            await().atMost(DEADLINE).until(() -> !epochs(replica).isEmpty());
            promote(replica);
            publish(replica);
            assertThat(epochs(replica)).containsExactly("vanished", "failover");
        }
    }

    /** The same process, but what it had was thrown away meanwhile for what the other one had. */
    @Test
    void aPrimaryThatWasAReplicaMeanwhileBeginsAnEpoch() {
        try (RedisProcess redis = RedisProcess.start();
                RedisProcess other = redis.replica()) {
            awaitInSync(other);
            publish(redis);
            await().atMost(DEADLINE).until(() -> !epochs(other).isEmpty());
            promote(other);
            follow(redis, other);
            promote(redis);
            publish(redis);
            assertThat(epochs(redis)).containsExactly("vanished", "failover");
        }
    }
}
