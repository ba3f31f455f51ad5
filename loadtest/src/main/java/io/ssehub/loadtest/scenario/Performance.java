package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.Ending;
import io.ssehub.loadtest.judge.Measure;
import io.ssehub.loadtest.judge.Verdict;
import io.ssehub.loadtest.latency.LatencySummary;
import io.ssehub.loadtest.plan.Sizes;
import io.ssehub.loadtest.publish.Pacer;
import io.ssehub.loadtest.result.RunResult;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.watch.ServerCost;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plays a scenario once and puts together what came of it. */
public final class Performance {
    private static final double MICROS = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;

    private Performance() {}

    public static RunResult of(Scenario scenario, Setup setup) throws InterruptedException {
        try (Stage stage = new Stage(setup)) {
            Instant startedAt = Instant.now();
            describe(stage, setup);
            try {
                scenario.play(stage);
            } catch (Stage.Stuck e) {
                stage.findings().check("the scenario could be played", false, String.valueOf(e.getMessage()));
            }
            return judge(scenario, stage, startedAt);
        }
    }

    private static void describe(Stage stage, Setup setup) {
        Sizes sizes = setup.sizes();
        Findings findings = stage.findings();
        findings.setting("nodes", setup.nodes().stream().map(Object::toString).collect(Collectors.joining(", ")));
        findings.setting("readers", sizes.readers());
        findings.setting("events a second", sizes.rate());
        findings.setting("bytes of data", sizes.bytes());
        findings.setting("warm-up", sizes.warmUp().toMillis() / 1e3 + " s");
        findings.setting("measured", sizes.duration().toMillis() / 1e3 + " s");
        findings.setting("reading threads", setup.means().readerThreads());
        findings.setting("source addresses", Math.max(1, setup.means().sources().size()));
        findings.setting("cores of the load side", Runtime.getRuntime().availableProcessors());
    }

    private static RunResult judge(Scenario scenario, Stage stage, Instant startedAt) {
        Findings findings = stage.findings();
        Verdict verdict = stage.judge().verdict();
        for (Crowd crowd : stage.crowds()) {
            timing(
                    findings,
                    "publication due → reader" + which(stage, crowd),
                    crowd.measured().total(),
                    crowd);
        }
        for (Pacer pacer : stage.pacers()) {
            if (pacer.acceptance().total().count() > 0) {
                findings.timing(Timing.of("publication due → accepted", pacer.acceptance()));
                break;
            }
        }
        if (!stage.crowds().isEmpty()) {
            findings.timing(
                    Timing.of("TCP connected → stream open", stage.mainCrowd().entry()));
        }
        checkDeliveries(stage, verdict);
        checkPublications(stage);
        checkTimes(stage);
        cost(stage);
        endings(stage);
        return new RunResult(
                scenario.name(),
                stage.setup().target().name(),
                startedAt,
                findings.settings(),
                findings.checks(),
                verdict,
                findings.timings(),
                findings.figures(),
                stage.watch().samples(),
                findings.marks(),
                findings.measuredFrom(),
                stage.watch().measuredSeconds(),
                findings.published(),
                findings.delivered(),
                stage.watch().loadUse(),
                stage.hasMeasured() ? stage.setup().servers().costs() : List.of());
    }

    private static String which(Stage stage, Crowd crowd) {
        return stage.crowds().size() == 1 ? "" : ", group " + (stage.crowds().indexOf(crowd) + 1);
    }

    private static void timing(Findings findings, String name, LatencySummary summary, Crowd crowd) {
        if (summary.count() > 0) {
            findings.timing(Timing.of(name, crowd.measured()));
        }
    }

    private static void checkDeliveries(Stage stage, Verdict verdict) {
        boolean allowGaps = stage.setup().allowGaps();
        boolean clean = allowGaps
                ? verdict.count(Measure.SILENT) == 0
                        && Arrays.stream(Measure.values())
                                .filter(measure -> measure != Measure.GAPS && measure != Measure.LOST)
                                .noneMatch(measure -> measure.isFault() && verdict.count(measure) > 0)
                : verdict.isClean();
        String wanted = allowGaps
                ? "nothing lost without a gap, repeated, swapped or foreign"
                : "nothing lost, repeated, swapped or foreign";
        stage.findings().check(wanted, clean, verdict.total().toString());
    }

    private static void checkPublications(Stage stage) {
        long sent = stage.pacers().stream().mapToLong(Pacer::sent).sum();
        if (sent == 0) {
            return;
        }
        long accepted = stage.pacers().stream().mapToLong(Pacer::accepted).sum();
        List<String> reasons = stage.pacers().stream()
                .flatMap(pacer -> pacer.reasons().stream())
                .toList();
        stage.findings()
                .check(
                        "every publication was accepted",
                        accepted == sent,
                        accepted + " of " + sent + (reasons.isEmpty() ? "" : "; " + String.join("; ", reasons)));
        long delivered = stage.crowds().stream().mapToLong(Crowd::deliveries).sum();
        stage.findings().check("events were delivered", delivered > 0, delivered + " deliveries");
    }

    private static void checkTimes(Stage stage) {
        Duration longest = stage.setup().longestP99();
        if (longest != null && !stage.crowds().isEmpty()) {
            LatencySummary seen = stage.mainCrowd().measured().total();
            stage.findings()
                    .check(
                            "99 of 100 events within " + longest.toMillis() + " ms",
                            seen.count() > 0 && seen.p99().compareTo(longest) <= 0,
                            seen.toString());
        }
    }

    private static void cost(Stage stage) {
        if (!stage.hasMeasured()) {
            return;
        }
        List<ServerCost> costs = stage.setup().servers().costs();
        Findings findings = stage.findings();
        double cpu = costs.stream().mapToDouble(ServerCost::cpuSeconds).sum();
        double user = costs.stream().mapToDouble(ServerCost::userSeconds).sum();
        if (costs.isEmpty()) {
            return;
        }
        if (findings.delivered() > 0) {
            findings.figure("server CPU a delivery", cpu / findings.delivered() * MICROS, "µs");
            findings.figure("of it in its own code", user / findings.delivered() * MICROS, "µs");
        }
        if (findings.published() > 0) {
            findings.figure("server CPU an event", cpu / findings.published() * MICROS, "µs");
        }
        ServerCost.byRole(costs, ServerCost::rssAfter)
                .forEach((role, bytes) -> findings.figure("memory of " + role, bytes / BYTES_PER_MEGABYTE, "MB"));
    }

    private static void endings(Stage stage) {
        for (Ending ending : Ending.values()) {
            long count = stage.client().count(ending);
            if (count > 0) {
                stage.findings()
                        .figure(
                                "connections ended: "
                                        + ending.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                (double) count,
                                "");
            }
        }
    }
}
