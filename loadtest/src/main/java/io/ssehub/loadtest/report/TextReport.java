package io.ssehub.loadtest.report;

import io.ssehub.loadtest.judge.Finding;
import io.ssehub.loadtest.result.Check;
import io.ssehub.loadtest.result.Figure;
import io.ssehub.loadtest.result.RunResult;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.watch.ServerCost;
import java.util.Formatter;
import java.util.Locale;

/** A result in a few lines. */
public final class TextReport {
    private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;

    private TextReport() {}

    public static String of(RunResult result) {
        Formatter text = new Formatter(Locale.ROOT);
        text.format("%s, %s: %s%n", result.scenario(), result.target(), result.holds() ? "HOLDS" : "DOES NOT HOLD");
        for (Check check : result.checks()) {
            text.format("  %s %s%s%n", check.holds() ? "✓" : "✗", check.name(), suffix(check.detail()));
        }
        for (Finding finding : result.verdict().findings()) {
            text.format("      %s%n", finding);
        }
        if (result.measuredSeconds() > 0) {
            text.format(
                    "  in %.1f s: %d events accepted (%.0f/s), %d deliveries (%.0f/s)%n",
                    result.measuredSeconds(),
                    result.published(),
                    result.published() / result.measuredSeconds(),
                    result.delivered(),
                    result.delivered() / result.measuredSeconds());
        }
        for (Timing timing : result.timings()) {
            text.format("  %s: %s%n", timing.name(), timing.summary());
        }
        for (Figure figure : result.figures()) {
            text.format("  %s: %s %s%n", figure.name(), number(figure.value()), figure.unit());
        }
        for (ServerCost cost : result.servers()) {
            text.format(
                    "  %s (pid %d): %.2f s CPU (%.2f own, %.2f kernel), memory %.0f MB, before %.0f MB%n",
                    cost.role(),
                    cost.pid(),
                    cost.cpuSeconds(),
                    cost.userSeconds(),
                    cost.systemSeconds(),
                    cost.rssAfter() / BYTES_PER_MEGABYTE,
                    cost.rssBefore() / BYTES_PER_MEGABYTE);
        }
        text.format(
                "  load side: %.0f %% of its cores, busiest reading thread %.0f %%, loop delay p99 %.1f ms, lateness p99 %.1f ms%n",
                100 * result.load().processShare(),
                100 * result.load().readerShare(),
                result.load().loopDelay().p99().toNanos() / 1e6,
                result.load().lateness().p99().toNanos() / 1e6);
        for (String complaint : result.load().complaints()) {
            text.format("  ! the load side was the bottleneck: %s%n", complaint);
        }
        return text.toString();
    }

    /** Few digits, as many as say something. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String suffix(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }
}
