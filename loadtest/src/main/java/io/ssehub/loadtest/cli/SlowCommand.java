package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Scenario;
import io.ssehub.loadtest.scenario.Slow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Slow} on the command line. */
@Command(name = "slow", description = "Frozen and slow readers beside healthy ones, who must not feel it.")
final class SlowCommand extends ScenarioCommand {
    @Option(names = "--frozen", paramLabel = "SHARE", description = "Of the readers. Default: ${DEFAULT-VALUE}")
    private double frozen = 0.1;

    @Option(names = "--slow", paramLabel = "SHARE", description = "Of the readers. Default: ${DEFAULT-VALUE}")
    private double slow = 0.1;

    @Override
    Scenario scenario() {
        return new Slow(frozen, slow);
    }
}
