package io.ssehub.loadtest.watch;

import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.latency.LatencySummary;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a run shows of itself while it goes on.
 *
 * @param published events accepted until now
 * @param delivered deliveries until now
 * @param open readers that listen now
 * @param latency of what came since it was asked last
 * @param loopDelays of the threads that read
 * @param busiestReaderNanos CPU time of the busiest of them
 * @param lateness of events that left
 */
public record Gauges(
        LongSupplier published,
        LongSupplier delivered,
        LongSupplier open,
        Supplier<LatencySummary> latency,
        Latencies loopDelays,
        LongSupplier busiestReaderNanos,
        Supplier<LatencySummary> lateness) {}
