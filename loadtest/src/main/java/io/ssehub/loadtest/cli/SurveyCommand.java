package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.compare.Survey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@link Survey} on the command line. */
@Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Measures what 'plan' reckons with, on hubs and a Redis of its own; see compare/compare.sh.")
final class SurveyCommand implements Callable<Integer> {
    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Survey survey = new Survey(options.bench(), options.scale(), options.seconds(), options.warmUp(), System.out);
        Path figures = Files.writeString(options.folder().resolve("figures.json"), survey.run());
        System.out.println("written to " + figures + "; next: loadtest plan --figures " + figures);
        return 0;
    }
}
