package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.scale.Demand;
import io.ssehub.loadtest.scale.Figures;
import io.ssehub.loadtest.scale.Fit;
import io.ssehub.loadtest.scale.Hardware;
import io.ssehub.loadtest.scale.Plan;
import io.ssehub.loadtest.scale.PlanReport;
import io.ssehub.loadtest.scale.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link Plan} on the command line. Ends with 0 only if the model fits the points that were measured. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "What a load needs in hubs, Redis and network, by a model of measured costs; opens no connection.")
final class PlanCommand implements Callable<Integer> {
    private static final double GIGA = 1e9;

    @Option(names = "--figures", required = true, paramLabel = "FILE", description = "What was measured, as JSON")
    private Path figures = Path.of("");

    @Option(names = "--connections", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private double connections = 1_000_000;

    @Option(names = "--deliveries", paramLabel = "N", description = "A second, in all. Default: ${DEFAULT-VALUE}")
    private double deliveries = 1_000_000;

    @Option(
            names = "--fan-out",
            paramLabel = "N",
            description = "Readers of a channel: 1 for personal ones. Default: ${DEFAULT-VALUE}")
    private double fanOut = 1;

    @Option(names = "--channels", paramLabel = "N", description = "Of a connection. Default: ${DEFAULT-VALUE}")
    private double channels = 1;

    @Option(names = "--bytes", paramLabel = "N", description = "Of an event's data. Default: ${DEFAULT-VALUE}")
    private double bytes = 200;

    @Option(
            names = "--over-http",
            paramLabel = "SHARE",
            description = "Of the events that are published through hubs. Default: ${DEFAULT-VALUE}")
    private double overHttp;

    @Option(names = "--node-cores", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private double nodeCores = 4;

    @Option(names = "--node-memory", paramLabel = "GB", description = "Default: ${DEFAULT-VALUE}")
    private double nodeGigabytes = 8;

    @Option(names = "--node-network", paramLabel = "GBIT", description = "A second. Default: ${DEFAULT-VALUE}")
    private double nodeGigabits = 10;

    @Option(
            names = "--node-connections",
            paramLabel = "N",
            description = "The hubs' hub.connect.max-connections. Default: ${DEFAULT-VALUE}")
    private double nodeConnections = 15_000;

    @Option(names = "--redis-memory", paramLabel = "GB", description = "Default: ${DEFAULT-VALUE}")
    private double redisGigabytes = 32;

    @Option(names = "--redis-network", paramLabel = "GBIT", description = "A second. Default: ${DEFAULT-VALUE}")
    private double redisGigabits = 10;

    @Option(names = "--history-log", paramLabel = "TIME", description = "The hubs' hub.history.log. Default: 1h")
    private Duration log = Retention.DEFAULT.log();

    @Option(
            names = "--history-entries",
            paramLabel = "N",
            description = "The hubs' hub.history.entries. Default: ${DEFAULT-VALUE}")
    private double entries = Retention.DEFAULT.most();

    @Option(
            names = "--busy",
            paramLabel = "SHARE",
            description = "Of everything, that may be used in ordinary times. Default: ${DEFAULT-VALUE}")
    private double busy = 0.5;

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            description = "By which the model may be off at a measured point. Default: ${DEFAULT-VALUE}")
    private double tolerance = 0.25;

    @Override
    public Integer call() throws IOException {
        Figures measured = Figures.read(figures);
        Demand demand = new Demand(connections, deliveries, fanOut, channels, bytes, overHttp);
        Hardware hardware = new Hardware(
                nodeCores,
                nodeGigabytes * GIGA,
                nodeGigabits * GIGA,
                nodeConnections,
                redisGigabytes * GIGA,
                redisGigabits * GIGA,
                busy);
        System.out.print(PlanReport.of(new Plan(measured, demand, new Retention(log, entries), hardware)));
        List<Fit> fits = Fit.of(measured);
        System.out.print(PlanReport.of(fits));
        return fits.stream().allMatch(fit -> fit.isWithin(tolerance)) ? 0 : LoadTest.FAILED;
    }
}
