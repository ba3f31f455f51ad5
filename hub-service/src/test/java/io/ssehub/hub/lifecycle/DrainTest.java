package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {
    @Test
    void aThousandLeaveEvenlyOverTheWindow() {
        long left = Duration.ofSeconds(20).toNanos();
        int here = 1_000;
        List<Integer> steps = new ArrayList<>();
        while (here > 0) {
            int due = Drain.due(here, left);
            steps.add(due);
            here -= due;
            left -= Duration.ofMillis(100).toNanos();
        }
        assertThat(steps).hasSizeBetween(180, 200).allSatisfy(step -> assertThat(step)
                .isBetween(1, 6));
    }

    @Test
    void whoIsLeftInTheLastStepLeaves() {
        assertThat(Drain.due(7, Duration.ofMillis(100).toNanos())).isEqualTo(7);
        assertThat(Drain.due(7, -1)).isEqualTo(7);
        assertThat(Drain.due(0, Duration.ofSeconds(5).toNanos())).isZero();
    }
}
