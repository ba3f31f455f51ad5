package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.RedisLinkProxy;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.protocol.fixture.RedisFixture;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Single pub/sub messages get lost on the way to the hubs, the last one too. */
class LostMessagesIT {
    private static final int READERS = Scale.of(60, 300);
    private static final int EVENTS = Scale.of(1_000, 10_000);
    private static final int PER_SECOND = 250;
    private static final int ONE_IN = 100;

    private static RedisLinkProxy way;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        way = RedisLinkProxy.to(RedisFixture.uri());
        // Nothing else is to find out what is lost: neither a probe nor a look at quiet channels.
        cluster = Cluster.of(2)
                .redis(way.url())
                .hubArgs("--hub.probe.interval=1d", "--hub.feed.quiet-check=1d")
                .start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        way.close();
    }

    private static double syncs(String cause) {
        return cluster.total("hub_feed_syncs_total", "cause", cause);
    }

    @Test
    void whatIsLostOnTheWayIsReadFromTheLog() throws InterruptedException {
        try (Load load = Load.on(cluster.uris()).readers(READERS).open()) {
            double holesBefore = syncs("hole");
            long droppedBefore = way.dropped();
            AtomicLong passing = new AtomicLong();
            way.drop(message -> passing.incrementAndGet() % ONE_IN == 0);
            Publishing publishing = load.publish(PER_SECOND);
            publishing.awaitMore(EVENTS, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();

            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
            long dropped = way.dropped() - droppedBefore;
            double holes = syncs("hole") - holesBefore;
            assertThat(dropped).isGreaterThanOrEqualTo(EVENTS / ONE_IN);
            assertThat(holes).isPositive();
            Times.record(
                    "1 % of pub/sub messages lost: deliveries, 0 lost",
                    load.verdict().delivered(),
                    "events",
                    "%d messages lost, %.0f holes, %d readers".formatted(dropped, holes, READERS));
        }
    }

    @Test
    void theLastOneIsFoundByTheTailCheck() throws InterruptedException {
        try (Load load = Load.on(cluster.uris()).readers(READERS).open()) {
            load.publishEverywhere();
            load.awaitArrival();
            double tailsBefore = syncs("tail");
            long droppedBefore = way.dropped();
            // Whatever this one publishes is lost, and nothing follows that would show a hole.
            way.drop(message -> message.payload().contains("\"nobody-hears\""));
            load.publishEverywhere(load.publisher("nobody-hears"));
            long start = System.nanoTime();
            load.awaitArrival();
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            long channels = load.channels().size();
            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
            assertThat(way.dropped() - droppedBefore).isGreaterThanOrEqualTo(channels);
            assertThat(syncs("tail") - tailsBefore).isGreaterThanOrEqualTo(channels);
            Times.record("last message lost on active channels: until it has arrived", took, channels + " channels");
        }
    }
}
