package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Reconciliation;
import io.ssehub.e2e.fixture.RedisFault;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.protocol.fixture.RedisProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Somebody flushes Redis under load. */
class FlushedRedisIT {
    private static final int READERS = Scale.of(60, 500);
    private static final int PER_SECOND = 50;
    private static final int EVENTS = PER_SECOND * Scale.of(1, 10);

    @Test
    void readersAreToldOnceAChannelWhereTheyHadAPositionAndGoOn() throws InterruptedException {
        try (RedisProcess redis = RedisProcess.start();
                Cluster cluster = Cluster.of(2)
                        .redis(redis.uri())
                        .hubArgs("--hub.feed.quiet-check=1s")
                        .start();
                RedisFault fault = new RedisFault(cluster, redis, READERS)) {
            Publishing publishing = fault.load().publish(PER_SECOND);
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            long start = System.nanoTime();
            redis.ask(RedisCommands::flushall);
            fault.awaitGaps();
            Times.record(
                    "flush: until all readers are told on every channel",
                    Duration.ofNanos(System.nanoTime() - start),
                    READERS + " readers, 2 hubs, quiet-check 1 s");
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            publishing.stop();
            fault.settle();

            Reconciliation found = fault.reconcile(redis, "vanished");
            // Whatever Redis had is gone, and readers had it.
            assertThat(found.kept()).isPositive();
            assertThat(found.again()).isZero();
            assertThat(cluster.total("hub_feed_syncs_total", "cause", "quiet")).isPositive();
        }
    }
}
