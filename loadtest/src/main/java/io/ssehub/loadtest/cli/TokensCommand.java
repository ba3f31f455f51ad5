package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Scenario;
import io.ssehub.loadtest.scenario.Tokens;
import picocli.CommandLine.Command;

/** {@link Tokens} on the command line. */
@Command(name = "tokens", description = "A channel for each reader; events go round them.")
final class TokensCommand extends ScenarioCommand {
    @Override
    Scenario scenario() {
        return new Tokens();
    }
}
