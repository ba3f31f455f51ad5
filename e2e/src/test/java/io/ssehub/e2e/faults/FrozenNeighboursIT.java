package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.BulkPublisher;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Crowd;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.ReaderGroup;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.latency.LatencySummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Of many readers of a broadcast, one in twenty is frozen behind a full queue: the others get everything, and at full
 * size as fast as without them.
 */
class FrozenNeighboursIT {
    private static final int READERS = Scale.of(200, 2_000);
    private static final int FROZEN = READERS / 20;
    private static final int PAIRS = Scale.of(1, 5);
    private static final int EVENTS = Scale.of(20, 100);
    /** So few that hub and readers together keep the machine far from busy: else its queues are measured, not the hub's. */
    private static final Duration PAUSE = Duration.ofMillis(Scale.of(50, 200));

    private static final int BYTES = 200;

    private static final ChannelName HEAVY = ChannelName.topic("heavy");
    private static final int HEAVY_EVENTS = 1_000;
    private static final int HEAVY_BYTES = 8 * 1024;

    private static final double MOST = 1.2;

    @Test
    void frozenNeighboursDoNotSlowTheOthersDown() {
        try (Cluster cluster = Cluster.of(1)
                        .hubJvm("-Xmx1g", "-XX:TieredStopAtLevel=" + Scale.of(1, 4))
                        .hubArgs("--hub.session.write-timeout=10m")
                        .start();
                Crowd crowd = new Crowd(cluster)) {
            ReaderGroup others =
                    crowd.open(READERS - FROZEN, i -> Subscription.of("other-" + i), ReaderOptions.defaults());
            ReaderGroup frozen = crowd.open(
                    FROZEN,
                    i -> Subscription.of("frozen-" + i, HEAVY.name()),
                    ReaderOptions.defaults().receiveBufferBytes(4096));
            BulkPublisher publisher = crowd.publisher("p");
            measure(publisher, others);

            List<Double> ratios = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                LatencySummary without = measure(publisher, others);
                freeze(cluster, frozen, publisher);
                LatencySummary with = measure(publisher, others);
                assertThat(frozen.isCaughtUp()).isFalse();
                frozen.thaw();
                frozen.awaitCaughtUp();
                ratios.add((double) with.p99().toNanos() / without.p99().toNanos());
                record("p99 of the others, none frozen", without);
                record("p99 of the others, " + FROZEN + " frozen", with);
            }

            assertThat(cluster.total("hub_connections_ended_total")).isZero();
            assertThat(crowd.verdict().isClean())
                    .as(() -> crowd.verdict().toString())
                    .isTrue();
            double median = ratios.stream().sorted().toList().get(PAIRS / 2);
            Times.record("p99 with frozen neighbours to p99 without, median", median, "", sizes());
            if (Scale.isFull()) {
                assertThat(median).as("of %s", ratios).isLessThanOrEqualTo(MOST);
            }
        }
    }

    private static void freeze(Cluster cluster, ReaderGroup readers, BulkPublisher publisher) {
        double overflows = cluster.total("hub_queue_overflows_total");
        readers.freeze();
        publisher.publish(HEAVY, HEAVY_EVENTS, HEAVY_BYTES);
        Await.until(
                "each queue has been full",
                Load.DEADLINE,
                () -> cluster.total("hub_queue_overflows_total") - overflows >= readers.size());
    }

    /** Broadcasts at a steady pace and says how long that took to arrive, once whatever was before has come to rest. */
    private static LatencySummary measure(BulkPublisher publisher, ReaderGroup readers) {
        broadcast(publisher, readers, EVENTS / 5);
        readers.latencies().take();
        broadcast(publisher, readers, EVENTS);
        LatencySummary summary = readers.latencies().take();
        assertThat(summary.count()).isEqualTo((long) EVENTS * readers.size());
        return summary;
    }

    private static void broadcast(BulkPublisher publisher, ReaderGroup readers, int events) {
        long due = System.nanoTime();
        for (int i = 0; i < events; i++) {
            publisher.publish(ChannelName.broadcast(), 1, BYTES);
            due += PAUSE.toNanos();
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        readers.awaitCaughtUp();
    }

    private static void record(String what, LatencySummary summary) {
        Times.record(what, summary.p99().toNanos() / 1e6, "ms", sizes());
    }

    private static String sizes() {
        return READERS + " readers, 1 hub, " + 1_000 / PAUSE.toMillis() + " broadcasts a second of " + BYTES + " bytes";
    }
}
