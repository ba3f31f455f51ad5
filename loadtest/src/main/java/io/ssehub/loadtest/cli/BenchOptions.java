package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.compare.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** On what servers are started to be measured, and how long. */
final class BenchOptions {
    @Option(names = "--seconds", paramLabel = "N", description = "Measured in each run. Default: ${DEFAULT-VALUE}")
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
            description = "Of the hub's JVM, with spaces between. Default: as in its image, with 1 GB")
    private List<String> jvm = List.of("-XX:MaxRAM=1g", "@deploy/image/jvm.args");

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            description = "How long events of the Java publisher wait for each other. Default: 0")
    private Duration linger = Duration.ZERO;

    @Option(
            names = "--config",
            paramLabel = "FOLDER",
            description = "With nchan's configuration. Default: ${DEFAULT-VALUE}")
    private Path configuration = Path.of("loadtest/compare");

    @Option(names = "--out", paramLabel = "FOLDER", description = "For results and logs. Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("target/compare");

    @Option(names = "--verbose", description = "Shows what each run of the load says")
    private boolean verbose;

    Bench bench() throws IOException {
        Files.createDirectories(folder);
        return new Bench(serverCores, loadCores, hubJar, jvm, linger, configuration, folder, verbose);
    }

    Path folder() {
        return folder;
    }

    int seconds() {
        return seconds;
    }

    int warmUp() {
        return warmUp;
    }

    double scale() {
        return scale;
    }
}
