package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.plan.Timetable;
import io.ssehub.loadtest.scenario.Broadcast;
import io.ssehub.loadtest.scenario.Chaos;
import io.ssehub.loadtest.scenario.Scenario;
import io.ssehub.loadtest.scenario.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Chaos} on the command line. */
@Command(name = "chaos", description = "A load while a script kills, stops and starts nodes.")
final class ChaosCommand extends ScenarioCommand {
    /** Loads that go on whatever happens. */
    enum Load {
        BROADCAST,
        TOKENS
    }

    @Option(names = "--load", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Load beside = Load.TOKENS;

    @Option(
            names = "--script",
            required = true,
            paramLabel = "FILE",
            description = "Lines of '<seconds> <shell command>', from the start of the measured time on")
    private Path script = Path.of("");

    @Override
    Scenario scenario() {
        return new Chaos(
                switch (beside) {
                    case BROADCAST -> new Broadcast();
                    case TOKENS -> new Tokens();
                });
    }

    @Override
    Timetable timetable() throws IOException {
        return Timetable.parse(Files.readAllLines(script));
    }
}
