package io.ssehub.loadtest.report;

import io.ssehub.loadtest.judge.Finding;
import io.ssehub.loadtest.latency.LatencySummary;
import io.ssehub.loadtest.result.Check;
import io.ssehub.loadtest.result.Figure;
import io.ssehub.loadtest.result.RunResult;
import io.ssehub.loadtest.result.Setting;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.watch.ServerCost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A result as a page with plots, which needs nothing but itself: no script, no font, no picture from elsewhere. */
public final class HtmlReport {
    private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;

    private final RunResult result;
    private final Formatter page = new Formatter(Locale.ROOT);

    private HtmlReport(RunResult result) {
        this.result = result;
    }

    public static String of(RunResult result) {
        HtmlReport report = new HtmlReport(result);
        report.write();
        return report.page.toString();
    }

    private void write() {
        String title = result.scenario() + ", " + result.target();
        page.format("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.format("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.format("<title>%s</title><style>%s</style></head><body>", Html.text(title), style());
        page.format("<header><h1>%s</h1>", Html.text(title));
        page.format(
                "<p class=\"verdict %s\">%s</p>",
                result.holds() ? "holds" : "fails", result.holds() ? "The verdict holds" : "The verdict does not hold");
        page.format("<p>%s</p></header>", Html.text(result.startedAt().toString()));
        complaints();
        checks();
        timings();
        page.format("<section class=\"plots\">");
        Plots.of(result).forEach(plot -> page.format("%s", plot.html()));
        page.format("</section>");
        figures();
        servers();
        settings();
        page.format("</body></html>%n");
    }

    private void complaints() {
        List<String> complaints = result.load().complaints();
        if (!complaints.isEmpty()) {
            page.format(
                    "<section class=\"warning\"><b>The load side was the bottleneck:</b> %s. ",
                    Html.text(String.join("; ", complaints)));
            page.format("The times below are its own as much as the server's.</section>");
        }
    }

    private void checks() {
        page.format("<section><h2>What must hold</h2><table>");
        for (Check check : result.checks()) {
            page.format(
                    "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td></tr>",
                    check.holds() ? "holds" : "fails",
                    check.holds() ? "✓" : "✗",
                    Html.text(check.name()),
                    Html.text(check.detail()));
        }
        page.format("</table>");
        List<Finding> findings = result.verdict().findings();
        if (!findings.isEmpty()) {
            page.format("<ul>");
            findings.forEach(finding -> page.format("<li>%s</li>", Html.text(finding.toString())));
            page.format("</ul>");
        }
        page.format("</section>");
    }

    private void timings() {
        page.format(
                "<section><h2>How long it took</h2><table class=\"numbers\"><tr><th></th><th>count</th><th>p50</th><th>p99</th><th>p99.9</th>");
        page.format("<th>longest</th></tr>");
        for (Timing timing : result.timings()) {
            LatencySummary summary = timing.summary();
            page.format(
                    "<tr><td>%s</td><td>%d</td><td>%.2f ms</td><td>%.2f ms</td><td>%.2f ms</td><td>%.2f ms</td></tr>",
                    Html.text(timing.name()),
                    summary.count(),
                    summary.p50().toNanos() / 1e6,
                    summary.p99().toNanos() / 1e6,
                    summary.p999().toNanos() / 1e6,
                    summary.max().toNanos() / 1e6);
        }
        page.format("</table></section>");
    }

    private void figures() {
        page.format("<section><h2>Figures</h2><table>");
        page.format(
                "<tr><td>events accepted in the measured time</td><td>%d</td></tr><tr><td>deliveries</td><td>%d</td></tr>",
                result.published(), result.delivered());
        for (Figure figure : result.figures()) {
            page.format(
                    "<tr><td>%s</td><td>%s %s</td></tr>",
                    Html.text(figure.name()), TextReport.number(figure.value()), Html.text(figure.unit()));
        }
        page.format("</table></section>");
    }

    private void servers() {
        if (result.servers().isEmpty()) {
            return;
        }
        page.format(
                "<section><h2>Server processes</h2><table class=\"numbers\"><tr><th></th><th>CPU</th><th>own code</th><th>kernel</th>");
        page.format("<th>memory</th><th>before</th></tr>");
        for (ServerCost cost : result.servers()) {
            page.format(
                    "<tr><td>%s (%d)</td><td>%.2f s</td><td>%.2f s</td><td>%.2f s</td><td>%.0f MB</td><td>%.0f MB</td></tr>",
                    Html.text(cost.role()),
                    cost.pid(),
                    cost.cpuSeconds(),
                    cost.userSeconds(),
                    cost.systemSeconds(),
                    cost.rssAfter() / BYTES_PER_MEGABYTE,
                    cost.rssBefore() / BYTES_PER_MEGABYTE);
        }
        page.format("</table></section>");
    }

    private void settings() {
        page.format("<section><h2>Settings</h2><table>");
        for (Setting setting : result.settings()) {
            page.format("<tr><td>%s</td><td>%s</td></tr>", Html.text(setting.name()), Html.text(setting.value()));
        }
        page.format("</table></section>");
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
