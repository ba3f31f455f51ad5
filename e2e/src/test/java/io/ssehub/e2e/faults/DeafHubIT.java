package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.RedisLinkProxy;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pub/sub link of one hub swallows everything without being closed; its commands are answered. */
class DeafHubIT {
    private static final int READERS = Scale.of(60, 500);
    private static final int PER_SECOND = 50;
    private static final int DEAF = 0;
    private static final int OTHER = 1;

    private static RedisLinkProxy way;
    private static Cluster probing;

    @BeforeAll
    static void start() {
        way = RedisLinkProxy.to(RedisFixture.uri());
        probing = cluster();
    }

    @AfterAll
    static void stop() {
        probing.close();
        way.close();
    }

    @BeforeEach
    void settle() {
        probing.awaitReady();
    }

    private static Cluster cluster(String... args) {
        return Cluster.of(2)
                .redisOf(DEAF, way.url())
                // Patient enough not to take a busy machine for a deaf hub.
                .hub(OTHER, launch -> launch.with("--hub.probe.timeout=1m"))
                .hubArgs(args)
                .start();
    }

    private static Load load(Cluster cluster) {
        return Load.on(cluster.uris())
                .readers(READERS)
                .publishTo(cluster.uris().reversed())
                .open();
    }

    private static double heard(Cluster cluster) {
        return cluster.metric(DEAF, "hub_messages_received_total");
    }

    private static double tails(Cluster cluster) {
        return cluster.metric(DEAF, "hub_feed_syncs_total", "cause", "tail");
    }

    private static double foundDeaf(int hub, Cluster cluster) {
        return cluster.metric(hub, "hub_pubsub_deaf_total");
    }

    @Test
    void theProbeFindsOutAndTheHubListensAnew() throws InterruptedException {
        try (Load load = load(probing)) {
            List<LoadReader> held = load.readersOn(probing.hub(DEAF).name());
            Publishing publishing = load.publish(PER_SECOND);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);

            double foundBefore = foundDeaf(DEAF, probing);
            long start = System.nanoTime();
            assertThat(way.deafen()).isPositive();
            Await.until("it finds out", Load.DEADLINE, () -> foundDeaf(DEAF, probing) > foundBefore);
            double heardBefore = heard(probing);
            Await.until("it hears again", Load.DEADLINE, () -> heard(probing) > heardBefore);
            Times.record(
                    "pub/sub link swallows everything: until the hub hears again",
                    Duration.ofNanos(System.nanoTime() - start),
                    READERS + " readers");
            probing.awaitReady();
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();

            assertThat(held).isNotEmpty();
            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
            assertThat(foundDeaf(OTHER, probing)).isZero();
        }
    }

    @Test
    void whileItIsDeafItIsNotReadyAndReadersLoseNothing() throws InterruptedException {
        try (Load load = load(probing)) {
            load.publishEverywhere();
            load.awaitArrival();
            // A new connection does not help.
            double foundBefore = foundDeaf(DEAF, probing);
            assertThat(way.deafenAll()).isPositive();
            Await.until(
                    "it is not ready",
                    Load.DEADLINE,
                    () -> !probing.hub(DEAF).isReady() && foundDeaf(DEAF, probing) > foundBefore);
            double heardBefore = heard(probing);
            double tailsBefore = tails(probing);
            load.publishEverywhere();
            load.awaitArrival();

            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
            assertThat(tails(probing)).isGreaterThan(tailsBefore);
            assertThat(heard(probing)).isEqualTo(heardBefore);
            assertThat(probing.hub(DEAF).isReady()).isFalse();
            assertThat(probing.hub(OTHER).isReady()).isTrue();

            way.pass();
            probing.awaitReady();
            load.publishEverywhere();
            load.awaitArrival();
            assertThat(heard(probing)).isGreaterThan(heardBefore);
            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
        }
    }

    /** The twin: nobody finds out, so it stays deaf, and only the tail check delivers. */
    @Test
    void withoutTheProbeItStaysDeaf() throws InterruptedException {
        try (Cluster cluster = cluster("--hub.probe.interval=1d", "--hub.probe.timeout=10m");
                Load load = load(cluster)) {
            load.publishEverywhere();
            load.awaitArrival();
            // Nothing is under way any more that could be heard afterwards.
            long channels = load.readersOn(cluster.hub(DEAF).name()).stream()
                    .flatMap(reader -> reader.subscription().channels().stream())
                    .distinct()
                    .count();
            Await.until("all of that is heard", Load.DEADLINE, () -> heard(cluster) >= channels);
            assertThat(way.deafen()).isPositive();
            double heardBefore = heard(cluster);
            double tailsBefore = tails(cluster);
            for (int round = 0; round < 3; round++) {
                load.publishEverywhere();
                load.awaitArrival();
            }

            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
            assertThat(tails(cluster) - tailsBefore).isGreaterThanOrEqualTo(3);
            assertThat(heard(cluster)).isEqualTo(heardBefore);
            assertThat(foundDeaf(DEAF, cluster)).isZero();
            assertThat(cluster.hub(DEAF).isReady()).isTrue();
        }
    }
}
