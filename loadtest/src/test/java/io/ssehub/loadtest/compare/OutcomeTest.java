package io.ssehub.loadtest.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OutcomeTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @Test
    void costsAreThoseOfAllServers() {
        Outcome outcome = outcome("true", 0.3);

        assertThat(outcome.cpuPerDeliveryMicros()).isEqualTo(40, CLOSE);
        assertThat(outcome.userPerDeliveryMicros()).isEqualTo(30, CLOSE);
        assertThat(outcome.cpuPerEventMicros()).isEqualTo(4000, CLOSE);
        assertThat(outcome.deliveredPerSecond()).isEqualTo(10_000, CLOSE);
        assertThat(outcome.publishedPerSecond()).isEqualTo(100, CLOSE);
        assertThat(outcome.p99Millis()).isEqualTo(3);
    }

    @Test
    void memoryIsNotThatOfRedis() {
        assertThat(outcome("true", 0.3).memoryPerConnectionKilobytes(10)).isEqualTo(2, CLOSE);
    }

    @Test
    void whatNodesCostIsWithoutRedis() {
        assertThat(outcome("true", 0.3).eventsPerHubSecond()).isEqualTo(400, CLOSE);
        assertThat(outcome("true", 0.3).serverCores()).isEqualTo(0.4, CLOSE);
    }

    @Test
    void aRunTellsWhetherItHoldsAndWhetherItsLoadSideWasBusy() {
        assertThat(outcome("true", 0.3).holds()).isTrue();
        assertThat(outcome("false", 0.3).holds()).isFalse();
        assertThat(outcome("true", 0.3).isLoadBusy()).isFalse();
        assertThat(outcome("true", 0.9).isLoadBusy()).isTrue();
    }

    @Test
    void onlyAStormCountsWithABusyLoadSide() {
        assertThat(Contest.values()).filteredOn(Contest::countsWithBusyLoad).containsExactly(Contest.STORM);
    }

    @Test
    void everyContestPlaysWithNumbers() {
        for (Contest contest : Contest.values()) {
            assertThat(contest.metrics(1)).isNotEmpty();
            assertThat(contest.load(0.01, 5, 1, 1)).contains("--readers", "--duration");
        }
    }

    private static Outcome outcome(String holds, double share) {
        String json = """
                {"holds": %s, "measuredSeconds": 10, "published": 1000, "delivered": 100000,
                 "timings": {"publication due → reader": {"p50": 1, "p99": 3}},
                 "servers": [
                   {"role": "hub", "userSeconds": 2, "systemSeconds": 0.5, "rssBefore": 1024, "rssAfter": 21504},
                   {"role": "redis", "userSeconds": 1, "systemSeconds": 0.5, "rssBefore": 0, "rssAfter": 999999}],
                 "load": {"processShare": %s, "readerShare": 0.1}}
                """.formatted(holds, share);
        return new Outcome(JsonMapper.shared().readTree(json));
    }
}
