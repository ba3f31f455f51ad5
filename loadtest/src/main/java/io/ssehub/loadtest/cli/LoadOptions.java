package io.ssehub.loadtest.cli;

import io.ssehub.loadtest.plan.Means;
import io.ssehub.loadtest.plan.Sizes;
import io.ssehub.loadtest.watch.ServerProcess;
import io.ssehub.loadtest.watch.Servers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How large the load is, and by what means it is made. */
final class LoadOptions {
    private static final int MOST_SOURCES = 250;

    @Option(names = "--readers", paramLabel = "N", description = "Connections. Default: ${DEFAULT-VALUE}")
    private int readers = 1000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second, of all channels together; of chat: questions. Default: ${DEFAULT-VALUE}")
    private double rate = 10;

    @Option(names = "--bytes", paramLabel = "N", description = "Of an event's data. Default: ${DEFAULT-VALUE}")
    private int bytes = 200;

    @Option(names = "--warm-up", paramLabel = "TIME", description = "Judged but not timed. Default: 5s")
    private Duration warmUp = Duration.ofSeconds(5);

    @Option(names = "--duration", paramLabel = "TIME", description = "Of the measured time. Default: 30s")
    private Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            description = "How long to wait for what has to come. Default: 60s")
    private Duration patience = Duration.ofSeconds(60);

    @Option(names = "--threads", paramLabel = "N", description = "That read. Default: ${DEFAULT-VALUE}")
    private int threads = 1;

    @Option(names = "--publish-connections", paramLabel = "N", description = "Kept open. Default: ${DEFAULT-VALUE}")
    private int publishConnections = 16;

    @Option(
            names = "--connect-rate",
            paramLabel = "N",
            description = "Connections opened a second. Default: ${DEFAULT-VALUE}")
    private int connectRate = 2000;

    @Option(
            names = "--sources",
            paramLabel = "N",
            description = "Connect from 127.0.0.1 to 127.0.0.N in turn, since an address has some 28,000 ports")
    private int sources;

    @Option(
            names = "--keys",
            description = "Publications carry keys and are repeated when nobody knows what became of them")
    private boolean keys;

    @Option(
            names = "--server",
            paramLabel = "ROLE=PID",
            split = ",",
            description = "Process of the server, for its CPU and memory; as often as there are processes")
    private List<String> servers = List.of();

    @Option(
            names = "--max-p99",
            paramLabel = "TIME",
            description = "The verdict holds only if 99 of 100 events took no longer")
    private @Nullable Duration longestP99;

    @Option(names = "--allow-gaps", description = "A loss that the server has told of is no fault")
    private boolean allowGaps;

    Sizes sizes() {
        return new Sizes(readers, rate, bytes, warmUp, duration, patience);
    }

    Means means() throws UnknownHostException {
        return new Means(threads, publishConnections, connectRate, addresses(), keys);
    }

    private List<InetAddress> addresses() throws UnknownHostException {
        if (sources < 0 || sources > MOST_SOURCES) {
            throw new IllegalArgumentException("--sources must be 0 to " + MOST_SOURCES);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 1; i <= sources; i++) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) i}));
        }
        return addresses;
    }

    Servers servers() {
        return new Servers(servers.stream().map(ServerProcess::parse).toList());
    }

    @Nullable Duration longestP99() {
        return longestP99;
    }

    boolean allowGaps() {
        return allowGaps;
    }
}
