package io.ssehub.loadtest.watch;

import io.ssehub.loadtest.latency.LatencySummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How hard the load side itself had to work in the measured time. If it was the bottleneck, the times measured are its
 * own, not the server's.
 *
 * @param processShare CPU of this process, as a share of the cores it may use
 * @param readerShare CPU of the busiest thread that reads, as a share of one core
 * @param loopDelay how late the reading threads came to what was due
 * @param lateness how late events left
 */
public record LoadUse(double processShare, double readerShare, LatencySummary loopDelay, LatencySummary lateness) {
    private static final double BUSY = 0.8;

    /** A hundredth of all times later than this is beyond what a thread with time to spare shows. */
    private static final Duration LATE = Duration.ofMillis(20);

    /** What says that the load side was the bottleneck; nothing if it was not. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (processShare > BUSY) {
            complaints.add(percent("this process used %.0f %% of the CPU it may use", processShare));
        }
        if (readerShare > BUSY) {
            complaints.add(percent("a thread that reads was busy %.0f %% of the time", readerShare));
        }
        if (loopDelay.p99().compareTo(LATE) > 0) {
            complaints.add("the threads that read were late: " + loopDelay);
        }
        if (lateness.p99().compareTo(LATE) > 0) {
            complaints.add("events left late: " + lateness);
        }
        return complaints;
    }

    public boolean isBottleneck() {
        return !complaints().isEmpty();
    }

    private static String percent(String text, double share) {
        return String.format(Locale.ROOT, text, 100 * share);
    }
}
