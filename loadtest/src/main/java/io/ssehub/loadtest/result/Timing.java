package io.ssehub.loadtest.result;

import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.latency.LatencySummary;
import java.util.List;

/**
 * How long something took in the measured time.
 *
 * @param name from where to where
 */
public record Timing(String name, LatencySummary summary, List<Latencies.Point> curve) {
    public Timing {
        curve = List.copyOf(curve);
    }

    public static Timing of(String name, Latencies latencies) {
        return new Timing(name, latencies.total(), latencies.curve());
    }
}
