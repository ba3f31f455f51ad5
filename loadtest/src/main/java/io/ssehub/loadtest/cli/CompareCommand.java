package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.compare.Comparison;
import io.ssehub.loadtest.compare.Contest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Comparison comparison = new Comparison(
                options.bench(), rounds, options.scale(), options.seconds(), options.warmUp(), System.out);
        String table = comparison.run(contests);
        System.out.println();
        System.out.print(table);
        return 0;
    }
}
