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
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Spread;
import io.ssehub.e2e.fixture.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hubs behind HAProxy are stopped and started again, one after the other, as at every deployment. */
class RollingStopIT {
    private static final int READERS = Scale.of(100, 500);
    private static final long DELIVERIES = Scale.of(10_000, 50_000);
    private static final int PER_SECOND = 50;
    private static final Duration WINDOW = Duration.ofSeconds(Scale.of(5, 20));
    private static final int PARTS = 10;
    private static final int TERMINATED = 143;

    /** When readers were told by this node that it stops. */
    private static List<Long> departures(Load load, JarProcess hub, long since) {
        return load.readers().stream()
                .flatMap(reader -> reader.notices().stream())
                .filter(notice -> notice.event().equals("disconnected")
                        && notice.code().equals("shutdown")
                        && notice.node().equals(hub.name())
                        && notice.nanos() - since >= 0)
                .map(LoadReader.Notice::nanos)
                .toList();
    }

    @Test
    void nothingIsLostNobodyIsRefusedAndReadersLeaveOneByOne() throws InterruptedException {
        try (Cluster cluster = Cluster.of(3)
                        .onOnePort()
                        .all(JarLaunch::patient)
                        .hubArgs("--hub.drain.window=" + WINDOW.toSeconds() + "s")
                        .start();
                HaProxy balancer = HaProxy.before(cluster.uris());
                JsonCaller caller = JsonCaller.of(balancer.uri());
                Load load = Load.on(List.of(balancer.uri())).readers(READERS).open()) {
            List<Double> shares = new ArrayList<>();
            Publishing publishing = load.publish(PER_SECOND);
            for (JarProcess leaving : cluster.hubs()) {
                publishing.awaitMore(PER_SECOND, Load.DEADLINE);
                List<LoadReader> moving = load.readersOn(leaving.name());
                assertThat(moving).as("readers on %s", leaving.name()).hasSizeGreaterThan(PARTS);
                long begin = System.nanoTime();
                Load.awaitMove(moving, () -> assertThat(leaving.stop()).isEqualTo(TERMINATED));

                List<Long> departures = departures(load, leaving, begin);
                assertThat(departures).hasSizeGreaterThanOrEqualTo(moving.size());
                double largest = Spread.largestShare(departures, begin, WINDOW, PARTS);
                shares.add(largest);
                Times.record(
                        "hub stopped: most departures in a tenth of the window",
                        largest * 100,
                        "%",
                        moving.size() + " readers, window of " + WINDOW.toSeconds() + " s");
                Times.record(
                        "hub stopped: first to last departure", Spread.length(departures), moving.size() + " readers");
                leaving.restart().awaitReady();
                balancer.awaitUp(3);
            }
            // On a machine that stands still for as long as the window they leave together: not thrice in a row.
            assertThat(Scale.isFull() ? Collections.max(shares) : Collections.min(shares))
                    .as("most departures in a tenth of the window, of %s", shares)
                    .isLessThanOrEqualTo(0.5);
            load.awaitDelivered(DELIVERIES);
            publishing.stop();
            load.awaitArrival();
            caller.stop();

            load.assertNothingWrong().assertNoGap();
            assertThat(caller.failures()).isEmpty();
            assertThat(caller.calls()).isGreaterThan(100);
            Times.record(
                    "hubs stopped in turn behind HAProxy: deliveries, 0 lost, doubled or swapped",
                    load.verdict().delivered(),
                    "events",
                    "%d readers, 3 hubs, %d other calls, none refused".formatted(READERS, caller.calls()));
        }
    }

    /** The twin: without a window all leave together, and the same measure finds that. */
    @Test
    void withoutAWindowTheyLeaveTogether() {
        try (Cluster cluster = Cluster.of(2)
                        .hubArgs("--hub.drain.window=0s", "--hub.drain.notice=0s")
                        .start();
                Load load = Load.on(cluster.uris()).readers(60).open()) {
            JarProcess leaving = cluster.hub(0);
            List<LoadReader> moving = load.readersOn(leaving.name());
            long begin = System.nanoTime();
            Load.awaitMove(moving, () -> assertThat(leaving.stop()).isEqualTo(TERMINATED));
            List<Long> departures = departures(load, leaving, begin);
            assertThat(departures).hasSizeGreaterThanOrEqualTo(moving.size());
            // A window so long that a slow machine does not look like one that takes its time.
            assertThat(Spread.largestShare(departures, departures.getFirst(), Duration.ofMinutes(5), PARTS))
                    .isGreaterThan(0.5);
        }
    }
}
