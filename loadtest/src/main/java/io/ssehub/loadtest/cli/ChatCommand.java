package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Chat;
import io.ssehub.loadtest.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Chat} on the command line. */
@Command(name = "chat", description = "Questions and their answers; needs a worker.")
final class ChatCommand extends ScenarioCommand {
    @Option(names = "--question", paramLabel = "TEXT", description = "What is asked. Default: ${DEFAULT-VALUE}")
    private String question = "What is a server-sent event?";

    @Override
    Scenario scenario() {
        return new Chat(question);
    }
}
