package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Crowd;
import io.ssehub.e2e.fixture.Jvm;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.ReaderGroup;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.judge.Measure;
import io.ssehub.loadtest.judge.Verdict;
import io.ssehub.protocol.log.Retention;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers that are far slower than a burst to their own channels: they get what history holds, out of bounded queues. */
class SlowReadersIT {
    private static final int READERS = Scale.of(4, 20);
    private static final int BYTES_PER_SECOND = Scale.of(250_000, 10_000);
    private static final int BURST_BYTES = 5_000_000;
    private static final int EVENT_BYTES = 2_000;
    private static final int EVENTS = BURST_BYTES / EVENT_BYTES;

    /** Ten times what it takes at that rate. */
    private static final Duration DEADLINE = Duration.ofSeconds(60 + 10L * BURST_BYTES / BYTES_PER_SECOND);

    /** What a frozen reader would long have exceeded; a slow one takes a batch many times as fast. */
    private static final String WRITE_TIMEOUT = Scale.of("15s", "30s");

    private static final int QUEUE_BYTES = 64 * 1024;
    private static final long MARGIN_BYTES = 8 * 1024 * 1024;

    private static final List<ChannelName> OWN = IntStream.range(0, READERS)
            .mapToObj(i -> ChannelName.client("slow-" + i))
            .toList();

    @Test
    void theyGetAllThatHistoryHoldsInOrder() {
        try (Cluster cluster = cluster();
                Crowd crowd = new Crowd(cluster)) {
            Jvm hub = Jvm.of(cluster.hub(0));
            ReaderGroup slow = open(crowd);
            long heapBefore = hub.liveHeapBytes();

            crowd.publisher("p").publish(OWN, EVENTS, EVENT_BYTES);
            long published = System.nanoTime();
            Await.until(
                    "each queue has been full",
                    Load.DEADLINE,
                    () -> cluster.total("hub_queue_overflows_total") >= READERS);
            // At this moment most of the burst is still to come, and lies in Redis.
            assertThat(hub.liveHeapBytes() - heapBefore)
                    .isLessThan(READERS * 2L * QUEUE_BYTES + MARGIN_BYTES)
                    .isLessThan((long) READERS * BURST_BYTES / 2);
            assertThat(slow.isCaughtUp()).isFalse();

            slow.awaitCaughtUp(DEADLINE);
            Times.record(
                    "slow readers have everything",
                    Duration.ofNanos(System.nanoTime() - published),
                    READERS + " readers at " + BYTES_PER_SECOND + " bytes/s, " + BURST_BYTES + " bytes each");
            Verdict verdict = crowd.verdict();
            assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
            assertThat(verdict.delivered()).isEqualTo((long) READERS * (EVENTS + 1));
            // Nobody was taken for frozen who reads on.
            assertThat(cluster.total("hub_connections_ended_total")).isZero();
        }
    }

    /** The twin: history is too short for them, and they are told what they missed. */
    @Test
    void whatHistoryDoesNotHoldIsNamedByAGap() {
        int kept = 500;
        Retention retention = new Retention(kept, Retention.DEFAULT.log(), Retention.DEFAULT.head());
        try (Cluster cluster = cluster("--hub.history.entries=" + kept);
                Crowd crowd = new Crowd(cluster)) {
            ReaderGroup slow = open(crowd);

            crowd.publisher("p", retention).publish(OWN, EVENTS, EVENT_BYTES);

            slow.awaitCaughtUp(DEADLINE);
            Verdict verdict = crowd.verdict();
            assertThat(verdict.lost()).as(verdict.toString()).isPositive();
            assertThat(verdict.gaps()).as(verdict.toString()).isGreaterThanOrEqualTo(READERS);
            for (Measure measure : Measure.values()) {
                if (measure.isFault() && measure != Measure.LOST && measure != Measure.GAPS) {
                    assertThat(verdict.count(measure))
                            .as("%s, of %s", measure, verdict)
                            .isZero();
                }
            }
            assertThat(cluster.total("hub_gaps_total", "reason", "trimmed")).isEqualTo(verdict.gaps());
        }
    }

    private static Cluster cluster(String... args) {
        return Cluster.of(1)
                .hubArgs("--hub.session.queue=" + QUEUE_BYTES + "B", "--hub.session.write-timeout=" + WRITE_TIMEOUT)
                .hubArgs(args)
                .start();
    }

    private static ReaderGroup open(Crowd crowd) {
        ReaderGroup slow = crowd.open(
                READERS,
                i -> Subscription.of("slow-" + i),
                ReaderOptions.defaults().receiveBufferBytes(8 * 1024).bytesPerSecond(BYTES_PER_SECOND));
        crowd.publisher("first").publish(OWN, 1, EVENT_BYTES);
        slow.awaitCaughtUp();
        return slow;
    }
}
