package io.ssehub.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.latency.LatencySummary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadUseTest {
    private static final LatencySummary SOON = p99(Duration.ofMillis(2));
    private static final LatencySummary LATE = p99(Duration.ofMillis(50));

    @Test
    void aLoadSideWithTimeToSpareHasNoComplaint() {
        assertThat(new LoadUse(0.5, 0.5, SOON, SOON).isBottleneck()).isFalse();
    }

    @Test
    void eachSignOfABottleneckIsNamed() {
        assertThat(new LoadUse(0.9, 0.5, SOON, SOON).complaints())
                .singleElement()
                .asString()
                .contains("90 %");
        assertThat(new LoadUse(0.5, 0.9, SOON, SOON).complaints())
                .singleElement()
                .asString()
                .contains("reads");
        assertThat(new LoadUse(0.5, 0.5, LATE, SOON).complaints())
                .singleElement()
                .asString()
                .contains("were late");
        assertThat(new LoadUse(0.5, 0.5, SOON, LATE).complaints())
                .singleElement()
                .asString()
                .contains("left late");
    }

    private static LatencySummary p99(Duration time) {
        return new LatencySummary(100, Duration.ZERO, time, time, time);
    }
}
