package io.ssehub.loadtest.watch;

import io.ssehub.loadtest.latency.LatencySummary;

/**
 * One second of a run.
 *
 * @param second its end, from the first connect on
 * @param published events accepted a second
 * @param delivered deliveries a second
 * @param open readers that listen
 * @param latency of what came in this second
 * @param loadShare CPU of this process, as a share of the cores it may use
 * @param loopDelayMillis how late the reading threads came to what was due; 99 of 100 were no later
 * @param serverCores cores that all server processes kept busy
 * @param serverBytes memory of all server processes
 */
public record Sample(
        double second,
        double published,
        double delivered,
        long open,
        LatencySummary latency,
        double loadShare,
        double loopDelayMillis,
        double serverCores,
        long serverBytes) {}
