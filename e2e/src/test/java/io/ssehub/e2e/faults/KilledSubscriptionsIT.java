package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientListArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import org.junit.jupiter.api.Test;

/** Redis closes all pub/sub connections, again and again, as it does with those that cannot keep up. */
class KilledSubscriptionsIT {
    private static final int HUBS = 2;
    private static final int READERS = Scale.of(60, 300);
    private static final int ROUNDS = Scale.of(5, 50);
    private static final int PER_SECOND = 100;

    private static long subscribers(RedisCommands<String, String> redis) {
        return redis.clientList(ClientListArgs.Builder.typePubsub()).lines().count();
    }

    @Test
    void nothingIsLostAndNoGapIsTold() throws InterruptedException {
        // One of its own: nobody else's subscriptions are to be killed.
        try (RedisProcess process = RedisProcess.start();
                StatefulRedisConnection<String, String> connection =
                        RedisFixture.client().connect(process.uri());
                Cluster cluster = Cluster.of(HUBS)
                        .redis(process.uri())
                        // Nobody else is to replace them.
                        .hubArgs("--hub.probe.interval=1d")
                        .start();
                Load load = Load.on(cluster.uris()).readers(READERS).open()) {
            RedisCommands<String, String> redis = connection.sync();
            double subscribedAtFirst = cluster.total("hub_feed_syncs_total", "cause", "subscribed");
            long killed = 0;
            Publishing publishing = load.publish(PER_SECOND);
            for (int round = 0; round < ROUNDS; round++) {
                publishing.awaitMore(PER_SECOND / 10, Load.DEADLINE);
                double subscribed = cluster.total("hub_feed_syncs_total", "cause", "subscribed");
                killed += redis.clientKill(KillArgs.Builder.typePubsub());
                Await.until(
                        "all hubs have subscribed again",
                        Load.DEADLINE,
                        () -> subscribers(redis) == HUBS
                                && cluster.total("hub_feed_syncs_total", "cause", "subscribed") >= subscribed + HUBS);
            }
            publishing.stop();
            load.awaitArrival();

            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
            assertThat(killed).isEqualTo((long) HUBS * ROUNDS);
            double resubscribed = cluster.total("hub_feed_syncs_total", "cause", "subscribed") - subscribedAtFirst;
            assertThat(resubscribed).isGreaterThanOrEqualTo(killed);
            Times.record(
                    "pub/sub connections killed: deliveries, 0 lost, no gap",
                    load.verdict().delivered(),
                    "events",
                    "%d kills, %.0f resubscriptions, %d readers".formatted(killed, resubscribed, READERS));
        }
    }
}
