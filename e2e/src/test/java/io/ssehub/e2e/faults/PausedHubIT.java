package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hub stands still for a while, as under a hypervisor that has something better to do. */
class PausedHubIT {
    private static final int READERS = Scale.of(90, 500);
    private static final int PER_SECOND = 50;
    private static final int EVENTS_MEANWHILE = PER_SECOND * Scale.of(3, 20);

    @Test
    void itsReadersGetAllOfItWhenItGoesOn() throws InterruptedException {
        try (Cluster cluster = Cluster.of(3)
                        // Nobody is taken for frozen because the hub was.
                        .hubArgs("--hub.session.write-timeout=10m")
                        .start();
                Load load = Load.on(cluster.uris())
                        .readers(READERS)
                        .publishTo(cluster.uris().reversed())
                        .open()) {
            List<LoadReader> held = load.readersOn(cluster.hub(0).name());
            List<LoadReader> others = load.readers().stream()
                    .filter(reader -> !held.contains(reader))
                    .toList();
            assertThat(held).isNotEmpty();
            Publishing before = load.publish(PER_SECOND);
            before.awaitMore(PER_SECOND, Load.DEADLINE);
            cluster.hub(0).pause();
            before.awaitMore(EVENTS_MEANWHILE, Load.DEADLINE);
            before.stop();
            load.awaitArrival(others);
            assertThat(held).noneMatch(reader -> reader.judged().isCaughtUp());

            Publishing after = load.publish(PER_SECOND);
            Times.record(
                    "hub stood still, then went on: until its readers have all",
                    Load.awaitCatchUp(held, cluster.hub(0)::resume),
                    "%d events meanwhile, %d readers".formatted(EVENTS_MEANWHILE, READERS));
            after.awaitMore(PER_SECOND, Load.DEADLINE);
            after.stop();
            load.awaitArrival();
            load.assertNothingWrong().assertNoGap().assertConnectionsStayed();
        }
    }
}
