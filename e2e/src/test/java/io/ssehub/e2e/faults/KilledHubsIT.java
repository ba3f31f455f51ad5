package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.client.ReaderOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hubs are killed under load, one after the other. */
class KilledHubsIT {
    private static final int READERS = Scale.of(100, 500);
    private static final long DELIVERIES = Scale.of(10_000, 50_000);
    private static final int PER_SECOND = 50;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(3).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void eachHubKilledInTurnLosesDoublesAndSwapsNothing() throws InterruptedException {
        try (Load load = Load.on(cluster.uris()).readers(READERS).open()) {
            Publishing publishing = load.publish(PER_SECOND);
            for (JarProcess doomed : cluster.hubs()) {
                publishing.awaitMore(PER_SECOND, Load.DEADLINE);
                List<LoadReader> moving = load.readersOn(doomed.name());
                assertThat(moving).as("readers on %s", doomed.name()).isNotEmpty();
                long start = System.nanoTime();
                Load.awaitMove(moving, doomed::kill);
                Times.record(
                        "hub killed: until its readers are welcomed elsewhere",
                        Duration.ofNanos(System.nanoTime() - start),
                        moving.size() + " readers");
                doomed.restart().awaitReady();
            }
            load.awaitDelivered(DELIVERIES);
            publishing.stop();
            load.awaitArrival();

            load.assertNothingWrong().assertNoGap();
            Times.record(
                    "hubs killed in turn: deliveries, 0 lost, doubled or swapped",
                    load.verdict().delivered(),
                    "events",
                    READERS + " readers, 3 hubs");
        }
    }

    /** The twin: the same judge, the same kill, but the cursor is not sent again. */
    @Test
    void withoutTheCursorTheSameJudgeFindsLoss() throws InterruptedException {
        try (Load load = Load.on(cluster.uris())
                .readers(10)
                .options(ReaderOptions.defaults().resume(false))
                .publishTo(cluster.uris().reversed())
                .open()) {
            load.publishEverywhere();
            load.awaitArrival();
            List<LoadReader> moving = load.readersOn(cluster.hub(0).name());
            // They stay away until something was published, so that the loss is certain.
            moving.forEach(reader -> reader.sse().leave().join());
            cluster.hub(0).kill();
            load.publishEverywhere();
            moving.forEach(reader -> reader.sse().comeBack().join());
            load.awaitWelcomed();
            load.publishEverywhere();
            load.awaitArrival();

            long missed = moving.stream()
                    .mapToLong(reader -> reader.subscription().channels().size())
                    .sum();
            assertThat(missed).isPositive();
            assertThat(load.verdict().lost())
                    .as(() -> load.verdict().toString())
                    .isEqualTo(missed);
        } finally {
            cluster.hub(0).restart().awaitReady();
        }
    }
}
