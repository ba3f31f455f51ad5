package io.ssehub.standalone;

import io.ssehub.hub.HubApplication;
import io.ssehub.worker.WorkerApplication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts everything at once, on loopback: a Redis, two hub nodes and a chat worker.
 *
 * <p>{@code --ports=8080,8081} sets the nodes' ports; any other {@code --property=value} goes to hubs and worker alike.
 */
public final class StandaloneApplication {
    private static final String PORTS = "--ports=";
    private static final String DEFAULT_PORTS = "8080,8081";

    private StandaloneApplication() {}

    public static void main(String[] args) {
        try {
            start(args);
        } catch (QuickStartException e) {
            System.err.println("SSE Hub cannot start: " + e.getMessage());
            System.exit(1);
        } catch (RuntimeException reported) {
            // Spring has said what is wrong; the other parts would keep the process alive.
            System.exit(1);
        }
    }

    private static void start(String[] args) {
        int[] ports = ports(args);
        List<String> shared =
                Arrays.stream(args).filter(arg -> !arg.startsWith(PORTS)).toList();
        QuickRedis redis = QuickRedis.start();
        // Runs after every context has closed: the nodes still talk to it while they stop.
        SpringApplication.getShutdownHandlers().add(redis.stop());
        List<String> common = new ArrayList<>(List.of(
                "--spring.data.redis.url=" + redis.uri().toURI(),
                "--server.address=127.0.0.1",
                "--hub.auth.mode=open",
                // Nothing is behind these nodes that could take their connections over.
                "--hub.drain.window=0s",
                "--hub.drain.notice=0s",
                // Everybody is on this machine, under one address.
                "--hub.limits.streams-per-address=0",
                "--hub.limits.sockets-per-address=0",
                "--hub.limits.connects-per-second=0",
                "--hub.limits.publishes-per-second=0",
                // A Redis that keeps nothing is as it should be here.
                "--logging.level.io.ssehub.protocol.checkup=ERROR",
                "--logging.include-application-name=false",
                "--spring.main.log-startup-info=false"));
        common.addAll(shared);
        for (int node = 0; node < ports.length; node++) {
            run(HubApplication.application(), common, hubArgs(ports, node));
        }
        ConfigurableApplicationContext worker =
                run(WorkerApplication.application(), common, Stream.of("--server.port=0"));
        greet(ports, redis, worker.getEnvironment().getProperty("local.server.port", "?"));
    }

    private static Stream<String> hubArgs(int[] ports, int node) {
        Stream<String> own = Stream.of(
                "--server.port=" + ports[node],
                "--hub.node.name=hub-" + (node + 1),
                "--hub.http.get-actions=true",
                "--hub.http.cors-origins=" + origins(ports));
        Stream<String> peers = IntStream.range(0, ports.length)
                .filter(other -> other != node)
                .mapToObj(other -> "--hub.page.peers.hub-" + (other + 1) + "=" + url(ports[other]));
        return Stream.concat(own, peers);
    }

    private static ConfigurableApplicationContext run(
            SpringApplication application, List<String> common, Stream<String> own) {
        return application.run(Stream.concat(own, common.stream()).toArray(String[]::new));
    }

    private static int[] ports(String[] args) {
        String written = Arrays.stream(args)
                .filter(arg -> arg.startsWith(PORTS))
                .map(arg -> arg.substring(PORTS.length()))
                .findFirst()
                .orElse(DEFAULT_PORTS);
        try {
            return Arrays.stream(written.split(",", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new QuickStartException("--ports must be port numbers with commas between, such as " + DEFAULT_PORTS);
        }
    }

    private static String origins(int[] ports) {
        return String.join(
                ",",
                Arrays.stream(ports)
                        .boxed()
                        .flatMap(port -> Stream.of(url(port), "http://127.0.0.1:" + port))
                        .toList());
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }

    private static void greet(int[] ports, QuickRedis redis, String workerPort) {
        StringBuilder out = new StringBuilder("\n  SSE Hub is up. Open " + url(ports[0]) + "\n\n");
        for (int node = 0; node < ports.length; node++) {
            out.append("  hub-%d    %s%n".formatted(node + 1, url(ports[node])));
        }
        out.append("  worker   http://localhost:%s/actuator/health%n".formatted(workerPort));
        out.append("  redis    %s:%d (%s)%n"
                .formatted(redis.uri().getHost(), redis.uri().getPort(), redis.source()));
        out.append(
                "\n  Anybody on this machine may be any client here: it listens on loopback only. Ctrl+C ends it.\n");
        System.out.println(out);
    }
}
