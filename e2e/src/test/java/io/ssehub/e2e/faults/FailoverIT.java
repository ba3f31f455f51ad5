package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.RedisFault;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.fixture.RedisSentinels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The primary is killed under load, and Sentinels promote a replica. */
class FailoverIT {
    private static final int READERS = Scale.of(60, 500);
    private static final int PER_SECOND = 50;
    private static final int EVENTS = PER_SECOND * Scale.of(1, 10);

    /** From the moment Sentinels have told who is primary now. */
    private static final Duration AIM = Duration.ofSeconds(Scale.of(30, 3));

    @Test
    void readersHaveAllThatTheNewPrimaryHasAndOneGapAChannel() throws InterruptedException {
        try (RedisSentinels redis =
                        RedisSentinels.start(2, "--min-replicas-to-write", "1", "--min-replicas-max-lag", "10");
                Cluster cluster = Cluster.of(2)
                        .redisBy(redis.properties().stream()
                                .map(each -> "--" + each)
                                .toArray(String[]::new))
                        .hubArgs("--hub.feed.quiet-check=1d")
                        .start();
                RedisFault fault = new RedisFault(cluster, redis.primary(), READERS)) {
            Publishing publishing = fault.load().publish(PER_SECOND);
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            RedisProcess killed = redis.killPrimary();
            long switched = redis.awaitSwitchFrom(killed);
            Duration again = fault.awaitDeliveryAfter(switched, Load.DEADLINE);
            Times.record(
                    "failover: from +switch-master until all readers get events again",
                    again,
                    READERS + " readers, 2 hubs, 2 replicas, 3 Sentinels");
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            publishing.stop();
            fault.settle();

            fault.reconcile(redis.primary(), "failover");
            assertThat(again).isLessThanOrEqualTo(AIM);
        }
    }
}
