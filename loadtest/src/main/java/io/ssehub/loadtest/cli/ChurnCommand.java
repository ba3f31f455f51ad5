package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Churn;
import io.ssehub.loadtest.scenario.Scenario;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Churn} on the command line. */
@Command(name = "churn", description = "Connections come and go beside readers who stay.")
final class ChurnCommand extends ScenarioCommand {
    @Option(names = "--connects", paramLabel = "N", description = "A second. Default: ${DEFAULT-VALUE}")
    private double connects = 100;

    @Option(names = "--stay", paramLabel = "TIME", description = "How long each lasts. Default: 1s")
    private Duration stay = Duration.ofSeconds(1);

    @Override
    Scenario scenario() {
        return new Churn(connects, stay);
    }
}
