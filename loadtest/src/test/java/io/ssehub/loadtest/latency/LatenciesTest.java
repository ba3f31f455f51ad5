package io.ssehub.loadtest.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.2);

    private final Latencies latencies = new Latencies();

    @Test
    void percentilesAreOfWhatWasRecorded() {
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.record(millis * 1000L);
        }

        LatencySummary summary = latencies.take();

        assertThat(summary.count()).isEqualTo(1000);
        assertThat(summary.p50().toMillis()).isCloseTo(500, THREE_DIGITS);
        assertThat(summary.p99().toMillis()).isCloseTo(990, THREE_DIGITS);
        assertThat(summary.p999().toMillis()).isCloseTo(999, THREE_DIGITS);
        assertThat(summary.max().toMillis()).isCloseTo(1000, THREE_DIGITS);
    }

    @Test
    void whatWasTakenIsGone() {
        latencies.record(5);
        latencies.take();
        latencies.record(7);

        LatencySummary summary = latencies.take();

        assertThat(summary.count()).isEqualTo(1);
        assertThat(summary.max()).isEqualTo(Duration.of(7, ChronoUnit.MICROS));
        assertThat(latencies.take().max()).isZero();
    }

    @Test
    void anEventTookFromItsStampUntilNow() {
        event(stampedAgo(Duration.ofMinutes(10)));

        assertThat(latencies.take().p50()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
    }

    @Test
    void aStampOfTheFutureTookNoTimeAndAnOldOneTheLongestThereIs() {
        event(stampedAgo(Duration.ofDays(-1)));
        assertThat(latencies.take().max()).isZero();

        event(stampedAgo(Duration.ofDays(1)));
        assertThat(latencies.take().max().toMinutes()).isEqualTo(60);
    }

    @Test
    void anEventWithoutAStampDoesNotCount() {
        event("{\"ping\":1}");

        assertThat(latencies.take().count()).isZero();
    }

    private void event(String data) {
        latencies.onEvent(new SseEvent(Stamp.EVENT, data, ""));
    }

    private static String stampedAgo(Duration age) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().minus(age));
        return new Stamp("p", "broadcast", 1, micros).encode();
    }
}
