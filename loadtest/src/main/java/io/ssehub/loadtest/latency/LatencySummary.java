package io.ssehub.loadtest.latency;

import java.time.Duration;
import java.util.Locale;

/**
 * How long events took.
 *
 * @param count how many were recorded; the times are 0 if none was
 * @param p50 half of them took no longer than this; the others likewise
 */
public record LatencySummary(long count, Duration p50, Duration p99, Duration p999, Duration max) {
    @Override
    public String toString() {
        return "%d events, p50 %s, p99 %s, p99.9 %s, max %s"
                .formatted(count, millis(p50), millis(p99), millis(p999), millis(max));
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
}
