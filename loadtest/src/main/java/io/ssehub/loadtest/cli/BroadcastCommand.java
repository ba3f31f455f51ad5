package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Broadcast;
import io.ssehub.loadtest.scenario.Scenario;
import picocli.CommandLine.Command;

/** {@link Broadcast} on the command line. */
@Command(name = "broadcast", description = "One channel that all readers listen to.")
final class BroadcastCommand extends ScenarioCommand {
    @Override
    Scenario scenario() {
        return new Broadcast();
    }
}
