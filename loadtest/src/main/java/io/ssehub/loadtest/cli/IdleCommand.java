package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Idle;
import io.ssehub.loadtest.scenario.Scenario;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Idle} on the command line. */
@Command(name = "idle", description = "Connections on which nothing happens: memory and heartbeats.")
final class IdleCommand extends ScenarioCommand {
    @Option(
            names = "--silence",
            paramLabel = "TIME",
            description = "The longest a connection may say nothing; 0: as long as it likes. Default: 20s")
    private Duration silence = Duration.ofSeconds(20);

    @Option(names = "--gc", description = "Have servers in Java collect their garbage before their memory is read")
    private boolean collectGarbage;

    @Option(
            names = "--rehearse",
            paramLabel = "N",
            description = "Connections to open and close before memory is read first, so that code is loaded by then")
    private int rehearsal;

    @Override
    Scenario scenario() {
        return new Idle(silence, collectGarbage, rehearsal);
    }
}
