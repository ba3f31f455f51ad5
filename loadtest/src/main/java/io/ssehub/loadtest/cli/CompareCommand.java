package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.compare.Bench;
import io.ssehub.loadtest.compare.Comparison;
import io.ssehub.loadtest.compare.Contest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Comparison} on the command line. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "The hub beside nchan, alternating, each on a core of its own; see compare/compare.sh.")
final class CompareCommand implements Callable<Integer> {
    @Option(
            names = "--contests",
            split = ",",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}. Default: the first three")
    private List<Contest> contests = List.of(Contest.BROADCAST, Contest.PERSONAL, Contest.PERSONAL_JAVA);

    @Option(names = "--rounds", paramLabel = "N", description = "Alternations. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "Measured in each. Default: ${DEFAULT-VALUE}")
    private int seconds = 20;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds before, for just-in-time compilers. Default: ${DEFAULT-VALUE}")
    private int warmUp = 20;

    @Option(names = "--scale", paramLabel = "N", description = "Of the number of readers. Default: ${DEFAULT-VALUE}")
    private double scale = 1;

    @Option(names = "--server-cores", paramLabel = "LIST", description = "As taskset has it. Default: ${DEFAULT-VALUE}")
    private String serverCores = "0";

    @Option(names = "--load-cores", paramLabel = "LIST", description = "As taskset has it. Default: ${DEFAULT-VALUE}")
    private String loadCores = "1";

    @Option(names = "--hub-jar", required = true, paramLabel = "FILE", description = "The hub's executable jar")
    private Path hubJar = Path.of("");

    @Option(
            names = "--hub-jvm",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Of the hub's JVM, with spaces between. Default: as its image has it")
    private List<String> jvm = List.of("-XX:+UseG1GC", "-XX:MaxRAMPercentage=60");

    @Option(names = "--config", required = true, paramLabel = "FOLDER", description = "With nchan's configuration")
    private Path configuration = Path.of("");

    @Option(names = "--out", paramLabel = "FOLDER", description = "For results and logs. Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("target/compare");

    @Option(names = "--verbose", description = "Shows what each run of the load says")
    private boolean verbose;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Bench bench = new Bench(serverCores, loadCores, hubJar, jvm, configuration, folder, verbose);
        String table = new Comparison(bench, rounds, scale, seconds, warmUp, System.out).run(contests);
        System.out.println();
        System.out.print(table);
        return 0;
    }
}
