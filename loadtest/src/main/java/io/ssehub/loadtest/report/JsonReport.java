package io.ssehub.loadtest.report;

import io.ssehub.loadtest.judge.Finding;
import io.ssehub.loadtest.judge.Measure;
import io.ssehub.loadtest.latency.LatencySummary;
import io.ssehub.loadtest.result.RunResult;
import io.ssehub.loadtest.watch.LoadUse;
import io.ssehub.loadtest.watch.Sample;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A result for programs. Times are in milliseconds, memory in bytes, shares from 0 to 1. */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    public static String of(RunResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("scenario", result.scenario())
                .put("target", result.target())
                .put("startedAt", result.startedAt().toString())
                .put("holds", result.holds())
                .put("measuredFrom", result.measuredFrom())
                .put("measuredSeconds", result.measuredSeconds())
                .put("published", result.published())
                .put("delivered", result.delivered());
        ObjectNode settings = root.putObject("settings");
        result.settings().forEach(setting -> settings.put(setting.name(), setting.value()));
        ArrayNode checks = root.putArray("checks");
        result.checks().forEach(check -> checks.addObject()
                .put("name", check.name())
                .put("holds", check.holds())
                .put("detail", check.detail()));
        judged(result, root.putObject("judged"));
        ObjectNode timings = root.putObject("timings");
        result.timings().forEach(timing -> summary(timings.putObject(timing.name()), timing.summary()));
        ObjectNode figures = root.putObject("figures");
        result.figures().forEach(figure -> figures.putObject(figure.name())
                .put("value", figure.value())
                .put("unit", figure.unit()));
        ArrayNode servers = root.putArray("servers");
        result.servers().forEach(cost -> servers.addObject()
                .put("role", cost.role())
                .put("pid", cost.pid())
                .put("userSeconds", cost.userSeconds())
                .put("systemSeconds", cost.systemSeconds())
                .put("rssBefore", cost.rssBefore())
                .put("rssAfter", cost.rssAfter()));
        load(result.load(), root.putObject("load"));
        ArrayNode samples = root.putArray("samples");
        result.samples().forEach(sample -> sample(samples.addObject(), sample));
        ArrayNode marks = root.putArray("marks");
        result.marks()
                .forEach(mark -> marks.addObject().put("second", mark.second()).put("label", mark.label()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void judged(RunResult result, ObjectNode node) {
        for (Measure measure : Measure.values()) {
            node.put(measure.name().toLowerCase(Locale.ROOT), result.verdict().count(measure));
        }
        ArrayNode findings = node.putArray("findings");
        for (Finding finding : result.verdict().findings()) {
            findings.add(finding.toString());
        }
    }

    private static void load(LoadUse load, ObjectNode node) {
        node.put("processShare", load.processShare()).put("readerShare", load.readerShare());
        summary(node.putObject("loopDelay"), load.loopDelay());
        summary(node.putObject("lateness"), load.lateness());
        node.put("bottleneck", load.isBottleneck());
        ArrayNode complaints = node.putArray("complaints");
        load.complaints().forEach(complaints::add);
    }

    private static void sample(ObjectNode node, Sample sample) {
        node.put("second", sample.second())
                .put("published", sample.published())
                .put("delivered", sample.delivered())
                .put("open", sample.open())
                .put("loadShare", sample.loadShare())
                .put("loopDelay", sample.loopDelayMillis())
                .put("serverCores", sample.serverCores())
                .put("serverBytes", sample.serverBytes());
        summary(node.putObject("latency"), sample.latency());
    }

    private static void summary(ObjectNode node, LatencySummary summary) {
        node.put("count", summary.count())
                .put("p50", summary.p50().toNanos() / 1e6)
                .put("p99", summary.p99().toNanos() / 1e6)
                .put("p999", summary.p999().toNanos() / 1e6)
                .put("max", summary.max().toNanos() / 1e6);
    }
}
