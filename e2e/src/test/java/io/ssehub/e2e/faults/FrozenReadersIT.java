package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.BulkPublisher;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Crowd;
import io.ssehub.e2e.fixture.Jvm;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.ReaderGroup;
import io.ssehub.e2e.fixture.ThreadDump;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Of many readers some stop reading: each costs its own queue and nothing else, and in the end its connection. */
class FrozenReadersIT {
    private static final int HEALTHY = 190;
    private static final int FROZEN = 10;

    private static final ChannelName HEAVY = ChannelName.topic("heavy");
    private static final int HEAVY_EVENTS = 3_000;
    private static final int HEAVY_BYTES = 8 * 1024;
    private static final int LIGHT_EVENTS = 100;
    private static final int LIGHT_BYTES = 200;

    private static final String SMALL_QUEUE = "--hub.session.queue=64KB";
    private static final String ENDLESS_QUEUE = "--hub.session.queue=64MB";
    private static final String NEVER_ENDED = "--hub.session.write-timeout=10m";

    /** A queue, and the batch that has left it and is under way. */
    private static final long BYTES_PER_FROZEN = 2 * 64 * 1024;

    /** What else comes and goes in a JVM; what was published is three times as much. */
    private static final long MARGIN_BYTES = 8 * 1024 * 1024;

    /** Those who are behind are looked after once a second. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final int LOOKS = 4;

    /** Calls that wait for a reader if a thread stays in them. */
    private static final String[] WRITING = {
        "io.ssehub.hub.sink.",
        "ResponseBodyEmitter.",
        "org.eclipse.jetty.util.Blocker",
        "org.eclipse.jetty.ee11.servlet.HttpOutput"
    };

    @Test
    void theyCostTheirQueuesAndNoThread() {
        try (Cluster cluster = cluster(SMALL_QUEUE, NEVER_ENDED);
                Scene scene = new Scene(cluster)) {
            scene.freezeBehindFullQueues();

            scene.healthy.awaitCaughtUp();
            assertThat(scene.waitingForReaders()).isEmpty();
            assertThat(scene.heapGrowth()).isLessThan(FROZEN * BYTES_PER_FROZEN + MARGIN_BYTES);
            assertThat(cluster.total("hub_queue_overflows_total")).isGreaterThanOrEqualTo(FROZEN);
            assertThat(cluster.total("hub_connections")).isEqualTo(HEALTHY + FROZEN);
            assertThat(cluster.total("hub_connections_ended_total")).isZero();

            scene.frozen.thaw();
            scene.frozen.awaitCaughtUp();
            scene.assertAllGotAll();
        }
    }

    /** The twin with an unlimited queue. */
    @Test
    void withoutABoundTheSameEventsStayInTheHeap() {
        try (Cluster cluster = cluster(ENDLESS_QUEUE, NEVER_ENDED);
                Scene scene = new Scene(cluster)) {
            scene.freezeAndPublish();

            assertThat(scene.heapGrowth()).isGreaterThan(FROZEN * BYTES_PER_FROZEN + MARGIN_BYTES);
            assertThat(cluster.total("hub_queue_overflows_total")).isZero();
        }
    }

    /** The twin with the sink that blocks. */
    @Test
    void overTheEmitterEachOfThemHoldsAThread() {
        try (Cluster cluster = cluster(SMALL_QUEUE, NEVER_ENDED, "--hub.sink.kind=emitter");
                Scene scene = new Scene(cluster)) {
            scene.freezeBehindFullQueues();

            scene.healthy.awaitCaughtUp();
            Await.until(
                    () -> "a thread waits for each: " + scene.waitingForReaders(),
                    Load.DEADLINE,
                    () -> scene.waitingForReaders().size() == FROZEN);
        }
    }

    @Test
    void theyAreEndedAfterTheWriteTimeoutAndComeBackToEverything() {
        try (Cluster cluster = cluster(SMALL_QUEUE, "--hub.session.write-timeout=5s");
                Scene scene = new Scene(cluster)) {
            scene.freezeAndPublish();

            Await.until(
                    () -> "the hub ends the frozen ones; it has ended "
                            + cluster.total("hub_connections_ended_total", "reason", "write_timeout"),
                    Load.DEADLINE,
                    () -> cluster.total("hub_connections_ended_total", "reason", "write_timeout") == FROZEN);
            Await.until("they are gone", Load.DEADLINE, () -> cluster.total("hub_connections") == HEALTHY);
            scene.healthy.awaitCaughtUp();
            assertThat(scene.healthy.readers()).allMatch(reader -> reader.welcomes() == 1);

            scene.frozen.thaw();
            scene.frozen.awaitCaughtUp();
            assertThat(scene.frozen.readers()).allMatch(reader -> reader.welcomes() > 1);
            scene.assertAllGotAll();
        }
    }

    private static Cluster cluster(String... args) {
        // Heartbeats would be writes, and only those of the frozen are wanted.
        return Cluster.of(1)
                .hubArgs("--hub.session.heartbeat=10m")
                .hubArgs(args)
                .start();
    }

    /** All of them listen to broadcast; those to be frozen to a topic besides, which then brings more than they can take. */
    private static final class Scene implements AutoCloseable {
        private final Cluster cluster;
        private final Jvm hub;
        private final Crowd crowd;
        private final ReaderGroup healthy;
        private final ReaderGroup frozen;
        private final BulkPublisher publisher;
        private final long heapBefore;

        Scene(Cluster cluster) {
            this.cluster = cluster;
            hub = Jvm.of(cluster.hub(0));
            crowd = new Crowd(cluster);
            healthy = crowd.open(HEALTHY, i -> Subscription.of("healthy-" + i), ReaderOptions.defaults());
            frozen = crowd.open(
                    FROZEN,
                    i -> Subscription.of("frozen-" + i, HEAVY.name()),
                    ReaderOptions.defaults().receiveBufferBytes(4096));
            publisher = crowd.publisher("p");
            publisher.publish(List.of(ChannelName.broadcast(), HEAVY), 20, LIGHT_BYTES);
            healthy.awaitCaughtUp();
            frozen.awaitCaughtUp();
            heapBefore = hub.liveHeapBytes();
        }

        void freezeAndPublish() {
            double heard = cluster.total("hub_messages_received_total");
            frozen.freeze();
            publisher.publish(HEAVY, HEAVY_EVENTS, HEAVY_BYTES);
            publisher.publish(ChannelName.broadcast(), LIGHT_EVENTS, LIGHT_BYTES);
            Await.until(
                    "the hub has heard it all",
                    Load.DEADLINE,
                    () -> cluster.total("hub_messages_received_total") - heard >= HEAVY_EVENTS + LIGHT_EVENTS);
        }

        void freezeBehindFullQueues() {
            freezeAndPublish();
            Await.until(
                    "each queue has been full",
                    Load.DEADLINE,
                    () -> cluster.total("hub_queue_overflows_total") >= FROZEN);
            awaitStuck();
        }

        /** Waits until even the kernel takes no more for the frozen: nothing has been written between some looks. */
        private void awaitStuck() {
            AtomicReference<Double> written = new AtomicReference<>(0.0);
            AtomicInteger unchanged = new AtomicInteger();
            Await.until("nothing can be written any more", Load.DEADLINE, () -> {
                double now = cluster.total("hub_events_delivered_size_bytes_total");
                boolean same = now == written.getAndSet(now);
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                return (same ? unchanged.incrementAndGet() : unchanged.getAndSet(0)) >= LOOKS;
            });
        }

        List<ThreadDump.Stack> waitingForReaders() {
            ThreadDump earlier = hub.threads();
            return hub.threads().stillIn(earlier, WRITING);
        }

        long heapGrowth() {
            return hub.liveHeapBytes() - heapBefore;
        }

        void assertAllGotAll() {
            healthy.awaitCaughtUp();
            assertThat(crowd.verdict().isClean())
                    .as(() -> crowd.verdict().toString())
                    .isTrue();
        }

        @Override
        public void close() {
            crowd.close();
        }
    }
}
