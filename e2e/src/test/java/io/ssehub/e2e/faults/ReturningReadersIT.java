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
import io.ssehub.loadtest.judge.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All readers are cut at once and come back at once, all of them behind on their own channels and on broadcast. */
class ReturningReadersIT {
    private static final int READERS = Scale.of(500, 5_000);
    private static final int HUBS = 2;
    private static final int BEHIND = 50;
    private static final int BYTES = 200;
    /** Without sharing, each reader would make one. The slower a machine, the less they come at the same moment. */
    private static final int MOST_READS = Scale.of(READERS / 2, 50);

    private static final List<ChannelName> OWN = IntStream.range(0, READERS)
            .mapToObj(i -> ChannelName.client("reader-" + i))
            .toList();

    /** The nodes still hold what the readers lack, and need not ask Redis for it. */
    @Test
    void theyAllGetEverything() {
        assertThat(broadcastReadsWhenAllComeBack(HUBS, "--hub.feed.linger=10m")).isLessThanOrEqualTo(MOST_READS);
    }

    /** As on nodes that have just been started: Redis has to be asked, and thousands of readers share what it says. */
    @Test
    void alsoFromNodesThatHaveForgottenTheirChannels() {
        assertThat(broadcastReadsWhenAllComeBack(0, "--hub.feed.linger=0s")).isBetween(1.0, (double) MOST_READS);
    }

    /** @param listening how many hubs still listen when nobody is there any more */
    private static double broadcastReadsWhenAllComeBack(int listening, String... args) {
        try (Cluster cluster = Cluster.of(HUBS)
                        .hubJvm("-Xmx1g", "-XX:TieredStopAtLevel=" + Scale.of(1, 4))
                        // A node learns that a reader has gone when it writes to it.
                        .hubArgs("--hub.session.heartbeat=1s")
                        .hubArgs(args)
                        .start();
                Crowd crowd = new Crowd(cluster)) {
            ReaderGroup readers = crowd.open(READERS, i -> Subscription.of("reader-" + i), ReaderOptions.defaults());
            BulkPublisher publisher = crowd.publisher("p");
            publisher.publish(OWN, 1, BYTES);
            publisher.publish(ChannelName.broadcast(), 1, BYTES);
            readers.awaitCaughtUp();

            readers.leave();
            Await.until("nobody is there", Load.DEADLINE, () -> cluster.total("hub_connections") == 0);
            Await.until(
                    "channels are forgotten, if they are to be",
                    Load.DEADLINE,
                    () -> cluster.listeners(ChannelName.broadcast()) == listening);
            publisher.publish(OWN, BEHIND, BYTES);
            publisher.publish(ChannelName.broadcast(), BEHIND, BYTES);
            assertThat(readers.isCaughtUp()).isFalse();
            double live = cluster.total("hub_catchups_seconds_count");
            double reads = broadcastReads(cluster);

            long start = System.nanoTime();
            readers.comeBack();
            readers.awaitWelcomed();
            readers.awaitCaughtUp();
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            Await.until(
                    "all are live on both channels",
                    Load.DEADLINE,
                    () -> cluster.total("hub_catchups_seconds_count") - live >= 2.0 * READERS);
            publisher.publish(ChannelName.broadcast(), 1, BYTES);
            readers.awaitCaughtUp();

            Verdict verdict = crowd.verdict();
            assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
            assertThat(verdict.delivered()).isEqualTo(READERS * (2L * BEHIND + 3));
            double asked = broadcastReads(cluster) - reads;
            String sizes = READERS + " readers, 2 hubs, " + BEHIND + " events behind " + String.join(" ", args);
            Times.record("all are back with everything", took, sizes);
            Times.record("range reads of broadcast", asked, "", sizes);
            return asked;
        }
    }

    private static double broadcastReads(Cluster cluster) {
        return cluster.total("hub_log_reads_total", "for", "readers", "kind", "broadcast");
    }
}
