package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scenario.Scenario;
import io.ssehub.loadtest.scenario.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Topics} on the command line. */
@Command(name = "topics", description = "Topics of very different size, by Zipf's law.")
final class TopicsCommand extends ScenarioCommand {
    @Option(names = "--topics", paramLabel = "N", description = "How many there are. Default: ${DEFAULT-VALUE}")
    private int topics = 100;

    @Option(
            names = "--topics-a-reader",
            paramLabel = "N",
            description = "How many each listens to. Default: ${DEFAULT-VALUE}")
    private int each = 3;

    @Option(
            names = "--exponent",
            paramLabel = "N",
            description = "0: all of one size; 1: few large ones, many small ones. Default: ${DEFAULT-VALUE}")
    private double exponent = 1;

    @Override
    Scenario scenario() {
        return new Topics(topics, each, exponent);
    }
}
