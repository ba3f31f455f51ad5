package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Reconciliation;
import io.ssehub.e2e.fixture.RedisFault;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redis ends, in order or not, and is started again on what its disk has. */
class RestartedRedisIT {
    private static final int READERS = Scale.of(60, 500);
    private static final int PER_SECOND = 50;
    private static final int EVENTS = PER_SECOND * Scale.of(1, 10);

    private static RedisProcess redis;
    /** It comes back to its primary after the hubs do, which must not be told as another fault. */
    private static RedisProcess replica;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        redis = RedisProcess.durable();
        replica = redis.replica();
        // A channel on which nothing happens must not wait for its turn to be looked at.
        cluster = Cluster.of(2)
                .redis(redis.uri())
                .hubArgs("--hub.feed.quiet-check=1d")
                .start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        replica.close();
        redis.close();
    }

    @Test
    void whenItWasShutDownConnectionsStayNothingIsLostAndRefusedEventsArePublishedOnce() throws InterruptedException {
        try (RedisFault fault = new RedisFault(cluster, redis, READERS)) {
            Publishing publishing = fault.load().publish(PER_SECOND);
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            double refusals = fault.refusals();
            redis.shutdown();
            fault.awaitTold("redis_unavailable");
            fault.awaitRefusals(refusals);
            startAgain(fault, "Redis shut down and started");
            fault.awaitTold("redis_back");
            finish(fault, publishing);

            fault.load().assertNothingWrong();
            assertThat(fault.reconcile(redis, "failover").kept()).isZero();
        }
    }

    @Test
    void whenItWasKilledReadersHaveAllThatItHasAndOneGapAChannel() throws InterruptedException {
        try (RedisFault fault = new RedisFault(cluster, redis, READERS)) {
            Publishing publishing = fault.load().publish(PER_SECOND);
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            double refusals = fault.refusals();
            redis.kill();
            fault.awaitTold("redis_unavailable");
            fault.awaitRefusals(refusals);
            startAgain(fault, "Redis killed and started");
            finish(fault, publishing);

            fault.reconcile(redis, "failover");
        }
    }

    /** What a machine loses with its power: the part of the append-only file that was not on the disk yet. */
    @Test
    void alsoWhenItsLastEventsAreLostThatReadersHaveSeen() throws InterruptedException {
        try (RedisFault fault = new RedisFault(cluster, redis, READERS)) {
            Publishing publishing = fault.load().publish(PER_SECOND);
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            long onDisk = redis.appended();
            fault.publishToStill();
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            redis.kill();
            redis.loseAfter(onDisk);
            fault.awaitTold("redis_unavailable");
            startAgain(fault, "Redis killed, its last second lost, and started");
            finish(fault, publishing);

            Reconciliation found = fault.reconcile(redis, "failover");
            assertThat(found.kept()).isGreaterThan(PER_SECOND);
        }
    }

    private static void startAgain(RedisFault fault, String what) {
        double synced = cluster.total("hub_feed_syncs_total", "cause", "reconnected");
        redis.restart();
        Times.record(
                what + ": from its first answer until all readers get events again",
                fault.awaitDeliveryAfter(System.nanoTime(), Load.DEADLINE),
                READERS + " readers, 2 hubs");
        Await.until(
                "hubs have compared their channels with Redis",
                Load.DEADLINE,
                () -> cluster.total("hub_feed_syncs_total", "cause", "reconnected") > synced);
        Await.until("the replica is back", Load.DEADLINE, () -> replica.info("master_link_status")
                .equals("up"));
    }

    private static void finish(RedisFault fault, Publishing publishing) throws InterruptedException {
        publishing.awaitMore(EVENTS, Load.DEADLINE);
        publishing.stop();
        fault.settle();
    }
}
