package io.ssehub.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {
    @Test
    void aPersonalEventReachesOneNodeAndABroadcastAll() {
        assertThat(Samples.personal(1000, 1).reach(50)).isCloseTo(1, Percentage.withPercentage(0.001));
        assertThat(Samples.broadcast(100_000, 1).reach(50)).isCloseTo(50, Percentage.withPercentage(0.001));
    }

    /** Readers thrown onto nodes at random, beside the formula. */
    @ParameterizedTest
    @CsvSource({"2, 4", "10, 4", "4, 10", "30, 100"})
    void betweenThemTheFormulaSaysWhatChanceDoes(int fanOut, int nodes) {
        Random random = new Random(7);
        int tries = 20_000;
        long reached = 0;
        for (int i = 0; i < tries; i++) {
            Set<Integer> hit = new HashSet<>();
            for (int reader = 0; reader < fanOut; reader++) {
                hit.add(random.nextInt(nodes));
            }
            reached += hit.size();
        }

        Demand demand = new Demand(1000, 1000, fanOut, 1, 200, 0);
        assertThat(demand.reach(nodes)).isCloseTo((double) reached / tries, Percentage.withPercentage(1));
    }

    @Test
    void eventsAndChannelsFollowFromTheFanOut() {
        Demand demand = new Demand(1000, 500, 10, 2, 200, 0);

        assertThat(demand.events()).isEqualTo(50);
        assertThat(demand.channelsWithReaders()).isEqualTo(200);
        assertThat(demand.eventsOfAChannel()).isEqualTo(0.25);
    }

    @Test
    void noChannelHasMoreReadersThanThereAre() {
        assertThatThrownBy(() -> new Demand(10, 1, 11, 1, 200, 0)).hasMessageContaining("fan-out 11");
        assertThatThrownBy(() -> new Demand(10, 1, 1, 1, 200, 1.5)).hasMessageContaining("a share is 0 to 1");
    }
}
