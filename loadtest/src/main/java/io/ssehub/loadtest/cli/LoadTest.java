package io.ssehub.loadtest.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: one command a kind of load. Ends with 0 only if the verdict holds. */
@Command(
        name = "loadtest",
        description = "Loads a server of event streams, judges what it delivered, and says how long it took.",
        mixinStandardHelpOptions = true,
        versionProvider = LoadTest.Version.class,
        synopsisSubcommandLabel = "SCENARIO",
        subcommands = {
            IdleCommand.class,
            BroadcastCommand.class,
            TokensCommand.class,
            TopicsCommand.class,
            ChatCommand.class,
            StormCommand.class,
            SlowCommand.class,
            ChurnCommand.class,
            ChaosCommand.class,
            CompareCommand.class,
            SurveyCommand.class,
            PlanCommand.class
        })
public final class LoadTest {
    /** The verdict does not hold, or the run could not be made. */
    static final int FAILED = 1;

    private LoadTest() {}

    public static void main(String[] args) {
        // Before the first logger is made.
        System.setProperty("logback.configurationFile", "io/ssehub/loadtest/cli/logback.xml");
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.exit(run(args));
    }

    /** The same without leaving the process. */
    public static int run(String... args) {
        return new CommandLine(new LoadTest())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .registerConverter(Duration.class, Durations::parse)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(command.getColorScheme().errorText("loadtest: " + failure));
                    return FAILED;
                })
                .execute(args);
    }

    /** Of the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LoadTest.class.getPackage().getImplementationVersion();
            return new String[] {"loadtest " + (version == null ? "(from classes)" : version)};
        }
    }
}
