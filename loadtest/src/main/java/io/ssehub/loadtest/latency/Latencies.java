package io.ssehub.loadtest.latency;

import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * The times that events took to one group of readers, from the stamp of their publisher. Both sides must go by the same
 * clock, so be on one machine.
 *
 * <p>Thread-safe, and never blocks who records.
 */
public final class Latencies {
    /** Longer ones count as this. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Three digits: a value is right to a thousandth. */
    private static final int DIGITS = 3;

    private static final long LONGEST_MICROS = TimeUnit.MILLISECONDS.toMicros(LONGEST.toMillis());

    private final Recorder recorder = new Recorder(LONGEST_MICROS, DIGITS);

    /** Records an event that has just come; one without a stamp counts for nothing. */
    public void onEvent(SseEvent event) {
        long publishedMicros = Stamp.timeMicros(event.data());
        if (publishedMicros > 0) {
            record(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - publishedMicros);
        }
    }

    void record(long micros) {
        recorder.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    /** What was recorded since it was taken last. */
    public LatencySummary take() {
        Histogram times = recorder.getIntervalHistogram();
        return new LatencySummary(
                times.getTotalCount(),
                percentile(times, 50),
                percentile(times, 99),
                percentile(times, 99.9),
                percentile(times, 100));
    }

    private static Duration percentile(Histogram times, double percent) {
        return Duration.of(times.getValueAtPercentile(percent), ChronoUnit.MICROS);
    }
}
