package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.plan.Means;
import io.ssehub.loadtest.plan.Sizes;
import io.ssehub.loadtest.plan.Timetable;
import io.ssehub.loadtest.report.Progress;
import io.ssehub.loadtest.report.TextReport;
import io.ssehub.loadtest.result.RunResult;
import io.ssehub.loadtest.scenario.Performance;
import io.ssehub.loadtest.scenario.Scenario;
import io.ssehub.loadtest.scenario.Setup;
import io.ssehub.loadtest.server.Target;
import java.io.Console;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What all kinds of load have in common on the command line. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true)
abstract class ScenarioCommand implements Callable<Integer> {
    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    /** The scenario as asked for. */
    abstract Scenario scenario() throws IOException;

    /** What to do to the server meanwhile. */
    Timetable timetable() throws IOException {
        return new Timetable(List.of());
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Target server = target.target();
        Sizes sizes = load.sizes();
        Means means = load.means();
        Progress progress = new Progress(
                System.out,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent(),
                sizes.duration().toMillis() / 1e3);
        Setup setup = new Setup(
                server,
                target.nodes(),
                () -> target.sender(server, means.publishConnections(), sizes.patience(), means.keys()),
                sizes,
                means,
                load.servers(),
                load.allowGaps(),
                load.longestP99(),
                timetable(),
                progress);
        RunResult result = Performance.of(scenario(), setup);
        progress.finish();
        System.out.print(TextReport.of(result));
        reports.write(result);
        return result.holds() ? 0 : LoadTest.FAILED;
    }
}
