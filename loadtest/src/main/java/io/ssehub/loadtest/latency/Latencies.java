package io.ssehub.loadtest.latency;

import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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

    private static final double HALF = 0.5;

    /** Two points for each halving, so that the curve looks like one. */
    private static final double STEP = Math.sqrt(2);

    private static final long LONGEST_MICROS = TimeUnit.MILLISECONDS.toMicros(LONGEST.toMillis());

    private final Recorder recorder = new Recorder(LONGEST_MICROS, DIGITS);

    // Guarded by this: all that was taken.
    private final Histogram all = new Histogram(LONGEST_MICROS, DIGITS);

    /** Records an event that has just come; one without a stamp counts for nothing. */
    public void onEvent(SseEvent event) {
        long publishedMicros = Stamp.timeMicros(event.data());
        if (publishedMicros > 0) {
            record(Stamp.nowMicros() - publishedMicros);
        }
    }

    /** Records a time; what cannot be, a negative one, counts as 0. */
    public void record(long micros) {
        recorder.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    /** What was recorded since it was taken last. */
    public synchronized LatencySummary take() {
        Histogram times = recorder.getIntervalHistogram();
        all.add(times);
        return summary(times);
    }

    /** Forgets all that was recorded. */
    public synchronized void reset() {
        take();
        all.reset();
    }

    /** All that was recorded since the beginning, or the last {@link #reset}. */
    public synchronized LatencySummary total() {
        take();
        return summary(all);
    }

    /** The share of all times that were no longer than so much, as a curve from the median to the longest. */
    public synchronized List<Point> curve() {
        take();
        List<Point> points = new ArrayList<>();
        long count = all.getTotalCount();
        for (double beyond = HALF; beyond * count > 1 / STEP; beyond /= STEP) {
            points.add(new Point(beyond, millis(all.getValueAtPercentile(100 * (1 - beyond)))));
        }
        return points;
    }

    /**
     * A point of the curve.
     *
     * @param beyond the share of times that were longer, from 0.5 down to one in all
     */
    public record Point(double beyond, double millis) {}

    private static LatencySummary summary(Histogram times) {
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

    private static double millis(long micros) {
        return micros / 1e3;
    }
}
