package io.ssehub.hub.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Feed and session under everything that can happen to them at once. A failing schedule prints its seed; run it alone
 * with {@code -Dsim.seed=<seed>}.
 */
class DeliverySimulationTest {
    private static final int SCHEDULES = Integer.getInteger("sim.schedules", 20_000);
    private static final long FIRST_SEED = Long.getLong("sim.first", 1);

    @Test
    void everyReaderHasEveryEventOnceAndInOrderOrIsToldOfAGap() {
        Simulation.Counters counters = new Simulation.Counters();
        Long only = Long.getLong("sim.seed");
        long first = only == null ? FIRST_SEED : only;
        long last = only == null ? first + SCHEDULES : first + 1;
        for (long seed = first; seed < last; seed++) {
            assertThat(run(seed, counters, true, false))
                    .as("schedule with -Dsim.seed=%d", seed)
                    .isEmpty();
        }
        if (only == null) {
            // The schedules did go where it hurts.
            assertThat(counters.overflows).isGreaterThan(SCHEDULES / 20);
            assertThat(counters.holes).isGreaterThan(SCHEDULES / 20);
            assertThat(counters.gaps).isGreaterThan(SCHEDULES / 20);
            assertThat(counters.dropped).isGreaterThan(SCHEDULES / 100);
            assertThat(counters.frames).isGreaterThan(SCHEDULES * 20L);
            assertThat(counters.answersRead).isGreaterThan(SCHEDULES / 2);
            assertThat(counters.recaps).isGreaterThan(SCHEDULES / 100);
            assertThat(counters.merged).isGreaterThan(SCHEDULES / 20);
            assertThat(counters.fellBehind).isGreaterThan(SCHEDULES / 20);
        }
    }

    /** Where nothing can be read again there is still never silence, never a swap, and no end of asking. */
    @Test
    void inAChannelWithoutHistoryReadersHaveWhatTheyHearInOrderAndAreToldWhereTheyMissed() {
        Simulation.Counters counters = new Simulation.Counters();
        Long only = Long.getLong("sim.seed");
        int schedules = Math.max(1, SCHEDULES / 10);
        long first = only == null ? FIRST_SEED : only;
        long last = only == null ? first + schedules : first + 1;
        for (long seed = first; seed < last; seed++) {
            assertThat(run(seed, counters, true, true))
                    .as("schedule without history with -Dsim.seed=%d", seed)
                    .isEmpty();
        }
        if (only == null) {
            assertThat(counters.gapsWithoutHistory).isGreaterThan(schedules / 2);
            assertThat(counters.holes).isGreaterThan(schedules / 20);
            assertThat(counters.overflows).isGreaterThan(schedules / 20);
            assertThat(counters.recaps).isGreaterThan(schedules / 20);
            assertThat(counters.answersRead).isGreaterThan(schedules / 2);
            assertThat(counters.frames).isGreaterThan(schedules * 10L);
        }
    }

    @Test
    void withoutReplayTheSameJudgeFindsLoss() {
        Simulation.Counters counters = new Simulation.Counters();
        long faulty = 0;
        for (long seed = 1; seed <= 200; seed++) {
            faulty += run(seed, counters, false, false).isEmpty() ? 0 : 1;
        }
        assertThat(faulty).isGreaterThan(50);
    }

    private static String run(long seed, Simulation.Counters counters, boolean replay, boolean withoutHistory) {
        try {
            return new Simulation(seed, counters, replay, withoutHistory).run();
        } catch (RuntimeException e) {
            throw new AssertionError("schedule with -Dsim.seed=" + seed, e);
        }
    }
}
