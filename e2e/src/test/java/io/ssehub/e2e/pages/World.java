package io.ssehub.e2e.pages;

import io.lettuce.core.RedisClient;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.Letters;
import io.ssehub.e2e.fixture.ModelServer;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.Folders;
import io.ssehub.protocol.fixture.Ports;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What a reader has: a copy of the repository, terminals, a Redis, and the programs that pages start and that go on, each started
 * once, by the first page that wants it.
 */
final class World implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int QUICK_START = 8080;
    private static final int REDIS = 6379;
    private static final int FORMER = 8086;

    private static final Path LOGS = Path.of("target", "pages").toAbsolutePath();

    private static final List<Integer> PORTS = List.of(QUICK_START, 8081, 8082, 8083, 8084, FORMER, 8090, 8091, 5173);
    /** Greets in the words of the page. */
    private static final String SEED = "--worker.scripted.seed=4";

    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Djava.io.tmpdir=" + Folders.inTarget("pages"));

    private static final int PROVIDER = 11434;
    private static final String REDIS_FOLDER = "/var/lib/redis";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RedisProcess redis = RedisProcess.start();
    private final ModelServer provider = ModelServer.parrot();
    private final int spareRedis = Ports.free();
    private final KubernetesApi kubernetes = KubernetesApi.start();
    private final boolean hasKubectl;
    private final Path folder;
    private final Places places;
    private final Map<String, String> environment;
    private final Map<String, Shell> terminals = new ConcurrentHashMap<>();

    private World(Path root) throws IOException {
        Map<Integer, Integer> ports = new HashMap<>(Map.of(REDIS, redis.port(), PROVIDER, provider.port()));
        PORTS.forEach(port -> ports.put(port, Ports.free()));
        folder = Checkout.linked(root);
        places = new Places(
                ports,
                Map.of(
                        REDIS_FOLDER,
                        Files.createDirectory(folder.resolve("redis")).toString()));
        Path bin = StandIns.make(root, places, arguments(), OPTIONS, prepared());
        hasKubectl = canRender(root);
        if (hasKubectl) {
            Path configuration = folder.resolve("kubeconfig");
            Files.writeString(configuration, kubernetes.configuration());
            StandIns.addKubectl(bin, configuration);
        }
        environment = Map.of(
                "PATH", bin + ":" + System.getenv("PATH"),
                "CURL_HOME", bin.toString(),
                "REDIS_URL", redis.uri().toURI().toString(),
                "HUB", quickStart().toString());
    }

    /** Whether there is a {@code kubectl} that knows kustomizations as new as ours. */
    private static boolean canRender(Path root) {
        try {
            return new ProcessBuilder(
                                    "kubectl",
                                    "kustomize",
                                    root.resolve("deploy/kubernetes").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException noKubectl) {
            return false;
        }
    }

    static World of(Path root) {
        try {
            return new World(root.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ports and sizes, by jar. Pauses are so long that an answer can be cancelled, on a busy machine too. */
    private Map<String, List<String>> arguments() {
        List<String> patient = List.of("--hub.redis.command-timeout=30s", "--hub.cluster.timeout=30s");
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(
                "standalone-*.jar",
                with(
                        patient,
                        "--ports=" + places.at(QUICK_START) + "," + places.at(8081),
                        "--worker.scripted.min-pause=1s",
                        "--worker.scripted.max-pause=1s",
                        SEED,
                        // As the page looks for it, which finds a class.
                        "--main=StandaloneApplication"));
        all.put(
                "hub-service-*.jar",
                with(patient, "--spring.data.redis.url=" + redis.uri().toURI()));
        all.put(
                "chat-worker-*.jar --server.port",
                with(patient, "--spring.data.redis.url=" + redis.uri().toURI(), "--hub.redis.prefix=providers"));
        all.put(
                "chat-worker-*.jar",
                with(
                        patient,
                        "--spring.data.redis.url=" + redis.uri().toURI(),
                        SEED,
                        "--server.port=" + places.at(8090)));
        all.put(
                "order-status-*.jar",
                List.of(
                        "--server.port=" + places.at(8082),
                        "--hub.publisher.url=" + quickStart(),
                        "--hub.publisher.timeout=1m"));
        all.put("loadtest-*.jar plan", List.of());
        all.put("loadtest-*.jar chaos", with(small(), "--duration=3s"));
        all.put("loadtest-*.jar chat", with(small(), "--duration=500ms", "--question=hello"));
        all.put("loadtest-", with(small(), "--duration=500ms"));
        return all;
    }

    /** Those that start in a third of the time. */
    private static Map<String, List<String>> prepared() {
        return Map.of(
                "hub-service-*.jar",
                JarLaunch.prepared("hub-service"),
                "chat-worker-*.jar",
                JarLaunch.prepared("chat-worker"));
    }

    private List<String> small() {
        return List.of("--readers=20", "--warm-up=200ms", "--patience=120s", "--at=" + quickStart());
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    URI quickStart() {
        return URI.create("http://localhost:" + places.at(QUICK_START));
    }

    Places places() {
        return places;
    }

    /** A terminal in the root of the repository. */
    Shell terminal(String name) {
        return Shell.open(folder, name, environment);
    }

    /**
     * Has a program that goes on, once.
     *
     * @param commands that start it
     * @param address where it answers with 200 when it is there, as on the page
     */
    void serve(String name, String commands, String address) {
        String really = places.really(commands);
        Shell terminal = terminals.computeIfAbsent(
                really, each -> terminal(terminals.size() + "-of-" + name).begin(each));
        URI uri = URI.create(places.really(address));
        Await.until(
                () -> address + " answers; " + commands + " has said:\n" + terminal.said(),
                START,
                () -> answers(uri, terminal));
    }

    private static boolean answers(URI uri, Shell terminal) {
        if (!terminal.goesOn()) {
            throw new AssertionError("it ended:\n" + terminal.said());
        }
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).timeout(LOOK).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request that failed for good, for pages that deal with one. */
    void deadLetter() {
        RedisClient client = RedisFixture.client();
        RedisLink link = RedisLink.open("letters", client, redis.uri());
        link.awaitUp().toCompletableFuture().join();
        new Letters(link, new RedisKeys("hub", redis.uri().getDatabase())).of("alice", "hello", "a test wanted it");
        link.close();
    }

    /** A Redis with an append-only file and something in it, for a page that stops and restores it; one for all such pages. */
    void spareRedis(Shell shell) {
        shell.run(places.really("""
                export SPARE_REDIS=%d
                redis-cli ping ||
                    redis-server --dir /var/lib/redis --appendonly yes --repl-diskless-sync-delay 0 --daemonize yes
                until redis-cli mset a 1 b 2 c 3 d 4 e 5 f 6 g 7; do sleep 0.1; done
                """.formatted(spareRedis)), output -> false);
    }

    boolean hasKubectl() {
        return hasKubectl;
    }

    KubernetesObjects kubernetes() {
        return kubernetes.objects();
    }

    /** A hub as it was released, whose process is {@code $PID}, for a page that puts today's in its place. */
    void formerHub(Shell shell) {
        shell.run(
                """
                java %s --server.port=%d --spring.data.redis.url=%s > former.log 2>&1 &
                PID=$!
                until curl -sf http://localhost:%2$d/actuator/health/readiness; do sleep 0.2; done 2> /dev/null
                """.formatted(
                                String.join(" ", JarLaunch.released("hub-service")),
                                places.at(FORMER),
                                redis.uri().toURI()),
                output -> false);
    }

    /** A cluster that runs a version before, for a page that upgrades it and goes back. */
    static void formerVersion(Shell shell) {
        shell.run("""
                cp -rL deploy/kubernetes former
                sed -i 's/newTag: .*/newTag: former/' former/kustomization.yaml
                kubectl apply -k former
                """, output -> false);
    }

    /** What it has said stays, for whoever looks for what went wrong. */
    private static void end(Shell terminal) {
        try {
            Files.writeString(LOGS.resolve(terminal.name() + ".log"), terminal.said());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            terminal.close();
        }
    }

    @Override
    public void close() {
        terminals.values().forEach(World::end);
        try (Shell shell = terminal("end")) {
            shell.run("SPARE_REDIS=" + spareRedis + " redis-cli shutdown nosave\n", output -> false);
        }
        kubernetes.close();
        provider.close();
        redis.close();
    }
}
