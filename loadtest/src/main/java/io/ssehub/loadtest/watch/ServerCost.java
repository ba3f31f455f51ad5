package io.ssehub.loadtest.watch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What one server process has used in the measured time.
 *
 * @param userSeconds CPU in its own code
 * @param systemSeconds CPU in the kernel on its behalf
 * @param rssBefore memory before the first reader came, in bytes
 * @param rssAfter memory at the end of the measured time
 */
public record ServerCost(
        String role, long pid, double userSeconds, double systemSeconds, long rssBefore, long rssAfter) {
    public double cpuSeconds() {
        return userSeconds + systemSeconds;
    }

    /** Summed over all processes of a role, such as the nodes of a cluster. */
    public static Map<String, Long> byRole(List<ServerCost> costs, ToLongFunction<ServerCost> bytes) {
        Map<String, Long> sums = new TreeMap<>();
        for (ServerCost cost : costs) {
            sums.merge(cost.role(), bytes.applyAsLong(cost), Long::sum);
        }
        return sums;
    }
}
