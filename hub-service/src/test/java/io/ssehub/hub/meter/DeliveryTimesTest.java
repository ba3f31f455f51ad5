package io.ssehub.hub.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
    private static final Percentage STEP = Percentage.withPercentage(20);

    private final DeliveryTimes times = new DeliveryTimes();

    @Test
    void withoutDeliveriesThereAreNoTimes() {
        assertThat(times.take()).isEmpty();
    }

    @Test
    void halfAndAllButOneInAHundredAreToldToAFifth() {
        for (int micros = 1; micros <= 10_000; micros++) {
            times.record(micros);
        }
        assertThat(times.take()).hasValueSatisfying(delivery -> {
            assertThat(delivery.p50Millis()).isCloseTo(5.0, STEP);
            assertThat(delivery.p99Millis()).isCloseTo(9.9, STEP);
        });
    }

    @Test
    void eachIsToldOnce() {
        times.record(1_000);
        assertThat(times.take()).isPresent();
        assertThat(times.take()).isEmpty();
    }

    @Test
    void theShortestAndTheLongestHaveAPlace() {
        times.record(0);
        assertThat(times.take())
                .hasValueSatisfying(delivery -> assertThat(delivery.p99Millis()).isCloseTo(0.001, within(0.001)));
        times.record(Long.MAX_VALUE);
        assertThat(times.take())
                .hasValueSatisfying(delivery -> assertThat(delivery.p50Millis()).isGreaterThan(60_000));
    }
}
