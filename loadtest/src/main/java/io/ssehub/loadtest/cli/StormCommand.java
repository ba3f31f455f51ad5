package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Scenario;
import io.ssehub.loadtest.scenario.Storm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Storm} on the command line. */
@Command(name = "storm", description = "Readers are cut and come back, all at once, some events behind.")
final class StormCommand extends ScenarioCommand {
    @Option(names = "--cut", paramLabel = "SHARE", description = "Of the readers, up to 1. Default: ${DEFAULT-VALUE}")
    private double share = 1;

    @Option(names = "--behind", paramLabel = "N", description = "Events they miss meanwhile. Default: ${DEFAULT-VALUE}")
    private int behind = 20;

    @Option(
            names = "--rehearse",
            paramLabel = "N",
            description = "Storms before the one that is measured, for servers that are compiled while they run."
                    + " Default: ${DEFAULT-VALUE}")
    private int rehearsals;

    @Override
    Scenario scenario() {
        return new Storm(share, behind, rehearsals);
    }
}
