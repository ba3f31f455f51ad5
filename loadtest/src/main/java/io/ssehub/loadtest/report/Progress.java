package io.ssehub.loadtest.report;

import io.ssehub.loadtest.scenario.Viewer;
import io.ssehub.loadtest.watch.Sample;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how a run goes: on a terminal one line that changes every second, else a line a phase. */
public final class Progress implements Viewer {
    /*
     * Threads: phases are told by who plays, samples by the watch. One monitor keeps their lines apart.
     */
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int BAR = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final double measuredSeconds;

    // Guarded by this.
    private String phase = "";
    private double phaseSince;
    private double now;

    /** @param measuredSeconds how long the phase that is measured will last, for its bar */
    public Progress(PrintStream out, boolean terminal, double measuredSeconds) {
        this.out = out;
        this.terminal = terminal;
        this.measuredSeconds = measuredSeconds;
    }

    @Override
    public synchronized void onPhase(String next) {
        phase = next;
        phaseSince = now;
        if (terminal) {
            out.print(CLEAR_LINE + next + " …");
            out.flush();
        } else {
            out.println(next);
        }
    }

    @Override
    public synchronized void onSample(Sample sample) {
        now = sample.second();
        if (terminal) {
            out.print(CLEAR_LINE + line(sample));
            out.flush();
        }
    }

    private String line(Sample sample) {
        String bar = phase.equals("measuring") ? bar((now - phaseSince) / measuredSeconds) + " " : "";
        String times = sample.latency().count() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  p50 %.1f  p99 %.1f ms",
                        sample.latency().p50().toNanos() / 1e6,
                        sample.latency().p99().toNanos() / 1e6);
        return String.format(
                Locale.ROOT,
                "%4.0f s  %s%s  open %d  in %.0f/s  out %.0f/s%s  load %.0f %%",
                sample.second(),
                bar,
                phase,
                sample.open(),
                sample.published(),
                sample.delivered(),
                times,
                100 * sample.loadShare());
    }

    private static String bar(double share) {
        int full = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    /** Leaves the line to whatever is printed next. */
    public synchronized void finish() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
