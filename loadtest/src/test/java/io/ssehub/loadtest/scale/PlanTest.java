package io.ssehub.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void theHardestLimitDecidesAndStandsFirst() {
        Plan quiet = Samples.plan(Samples.personal(150_000, 0));
        assertThat(quiet.nodes()).hasValue(10);
        assertThat(quiet.hubs().getFirst().name()).isEqualTo("connections");

        Plan busy = Samples.plan(Samples.broadcast(150_000, 20));
        assertThat(busy.hubs().getFirst().name()).isEqualTo("CPU");
        assertThat(busy.nodes().orElseThrow()).isGreaterThan(10);
    }

    @Test
    void itIsTheLeastNumberThatIsEnough() {
        Demand demand = Samples.broadcast(150_000, 20);
        int nodes = Samples.plan(demand).nodes().orElseThrow();

        Model model = Samples.model(demand);
        assertThat(model.hubCores(nodes) / nodes).isLessThanOrEqualTo(2);
        assertThat(model.hubCores(nodes - 1) / (nodes - 1)).isGreaterThan(2);
    }

    /** Every node gets every event of a channel that all listen to. */
    @Test
    void someLoadsNoNumberOfNodesCanBear() {
        Plan plan = Samples.plan(Samples.broadcast(100_000_000, 200_000));

        assertThat(plan.nodes()).isEmpty();
        assertThat(PlanReport.of(plan)).startsWith("hub nodes: no number is enough");
    }

    @Test
    void shardsAreCountedByWhatOneRedisMayUse() {
        // 100,000 a second × (15 + 5 + 2) µs are 2.2 cores, of which a Redis may use half a one.
        Plan plan = Samples.plan(Samples.personal(100_000, 100_000));

        assertThat(plan.shards())
                .filteredOn(limit -> limit.name().equals("CPU"))
                .containsExactly(new Plan.Limit("CPU", Optional.of(5)));
    }

    @Test
    void theLossOfANodeIsBorneByTheOthers() {
        // 15,000 at a millisecond each, by nine nodes with two cores to spare.
        Plan plan = Samples.plan(Samples.personal(150_000, 0));

        assertThat(plan.returnSeconds()).isEqualTo(15.0 / 18);
    }

    @Test
    void aFitTellsHowFarTheModelIsOff() {
        Demand demand = Samples.personal(1_800, 1_800);
        Model model = Samples.model(demand);
        Figures.Point right = new Figures.Point("right", 2, demand, model.hubCores(2), model.redisCores(2));
        Figures.Point wrong = new Figures.Point("wrong", 2, demand, model.hubCores(2) / 2, model.redisCores(2));

        List<Fit> fits = Fit.of(new Figures(Samples.HUB, Samples.REDIS, List.of(right, wrong)));

        assertThat(fits.getFirst().isWithin(0.01)).isTrue();
        assertThat(fits.getLast().isWithin(0.25)).isFalse();
        assertThat(PlanReport.of(fits)).contains("(+100 %)");
    }
}
