package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.HaProxy;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.JsonCaller;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.hub.Subscription;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three hubs behind HAProxy with the configuration that is shipped: who gets the streams. */
class BalancedHubsIT {
    private static final int READERS = 60;
    private static final int PER_SECOND = 50;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(3)
                .onOnePort()
                .all(JarLaunch::patient)
                // Longer than the test looks at a hub that stops: it still holds streams all the while.
                .hubArgs("--hub.drain.window=15s")
                .start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static List<LoadReader> more(Load load, String name, int count) {
        List<LoadReader> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(load.open(Subscription.of(name + "-" + i, "topic-0"), 0));
        }
        load.awaitWelcomed();
        return opened;
    }

    private static boolean wasOn(JarProcess hub, LoadReader reader) {
        return reader.notices().stream().anyMatch(notice -> notice.node().equals(hub.name()));
    }

    /** By the name and by the number of streams: in turn, a new hub would get a third of the new ones. */
    @Test
    void aHubThatIsNewUnderTheNameGetsTheNewStreams() throws InterruptedException {
        List<URI> two = cluster.uris().subList(0, 2);
        try (HaProxy balancer = HaProxy.before(two);
                Load load = Load.on(List.of(balancer.uri())).readers(READERS).open()) {
            Publishing publishing = load.publish(PER_SECOND);
            assertThat(load.readersOn("hub-0")).hasSizeBetween(READERS / 3, READERS * 2 / 3);
            assertThat(load.readersOn("hub-1")).hasSizeBetween(READERS / 3, READERS * 2 / 3);

            balancer.nameResolvesTo(cluster.uris());
            balancer.awaitUp(3);
            List<LoadReader> late = more(load, "late", READERS / 4);
            assertThat(late).allMatch(reader -> reader.node().equals("hub-2"));

            balancer.nameResolvesTo(two);
            balancer.awaitUp(2);
            assertThat(more(load, "later", READERS / 4))
                    .noneMatch(reader -> reader.node().equals("hub-2"));
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();
            // Whoever was on a hub that is out of the name stays there.
            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
        }
    }

    @Test
    void aHubThatStopsGetsNoNewStreamsAndKeepsItsOwnUntilTheyLeave() throws InterruptedException {
        try (HaProxy balancer = HaProxy.before(cluster.uris());
                JsonCaller caller = JsonCaller.of(balancer.uri());
                Load load = Load.on(List.of(balancer.uri())).readers(READERS).open()) {
            Publishing publishing = load.publish(PER_SECOND);
            JarProcess leaving = cluster.hub(0);
            List<LoadReader> moving = load.readersOn(leaving.name());
            assertThat(moving).hasSizeGreaterThanOrEqualTo(READERS / 6);

            leaving.terminate();
            balancer.awaitUp(2);
            assertThat(more(load, "late", READERS / 2)).noneMatch(reader -> wasOn(leaving, reader));
            leaving.awaitEnd();
            Await.until(
                    () -> "all are elsewhere: " + load.readersOn(leaving.name()),
                    Load.DEADLINE,
                    () -> load.readers().stream()
                            .allMatch(reader ->
                                    reader.isWelcomed() && !reader.node().equals(leaving.name())));
            // None was cut: each was asked to leave.
            assertThat(moving).allMatch(reader -> reader.count("disconnected", "shutdown") == 1);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();
            caller.stop();

            load.assertNothingWrong().assertNoGap();
            assertThat(caller.failures()).isEmpty();
        } finally {
            cluster.hub(0).restart().awaitReady();
        }
    }

    @Test
    void theClientsOfAKilledHubComeBackElsewhereAndMissNothing() throws InterruptedException {
        try (HaProxy balancer = HaProxy.before(cluster.uris());
                Load load = Load.on(List.of(balancer.uri())).readers(READERS).open()) {
            Publishing publishing = load.publish(PER_SECOND);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            JarProcess doomed = cluster.hub(1);
            List<LoadReader> moving = load.readersOn(doomed.name());
            assertThat(moving).hasSizeGreaterThanOrEqualTo(READERS / 6);
            Load.awaitMove(moving, doomed::kill);
            assertThat(moving).noneMatch(reader -> reader.node().equals(doomed.name()));
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();
            load.assertNothingWrong().assertNoGap();
        } finally {
            cluster.hub(1).restart().awaitReady();
        }
    }
}
