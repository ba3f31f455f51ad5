package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One side, started: its processes, and what the load has to know of them. */
final class Rig implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 50;
    private static final int CONNECT_MILLIS = 500;
    private static final int OK = 200;

    /** Where Debian and others keep nginx' modules. */
    private static final List<Path> MODULES = List.of(
            Path.of("/usr/lib/nginx/modules"),
            Path.of("/usr/lib64/nginx/modules"),
            Path.of("/usr/local/nginx/modules"));

    /** All of the load comes from one address, and is one publisher. */
    private static final List<String> WITHOUT_LIMITS = List.of(
            "--hub.limits.streams-per-address=0",
            "--hub.limits.sockets-per-address=0",
            "--hub.limits.connects-per-second=0",
            "--hub.limits.publishes-per-second=0");

    private final Bench bench;
    private final Side side;
    private final Path folder;
    private final List<Integer> ports = new ArrayList<>();
    private final int redisPort = freePort();
    private final List<Child> processes = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();

    private Rig(Bench bench, Side side) throws IOException {
        this.bench = bench;
        this.side = side;
        this.folder = Files.createDirectories(bench.folder().resolve(side.name().toLowerCase(Locale.ROOT)))
                .toAbsolutePath();
    }

    /** Starts all of it and waits until it answers. */
    static Rig start(Bench bench, Side side) throws IOException, InterruptedException {
        Rig rig = new Rig(bench, side);
        try {
            if (side.hasRedis()) {
                rig.startRedis();
            }
            if (side.isHub()) {
                rig.startHubs();
            } else {
                rig.startNginx();
            }
            return rig;
        } catch (Throwable e) {
            rig.close();
            throw e;
        }
    }

    /** What the load is told: where, what kind, which processes. */
    List<String> loadArguments() {
        String nodes = ports.stream().map(Rig::address).collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of("--at", nodes));
        arguments.addAll(List.of("--target", side.isHub() ? "hub" : "nchan"));
        arguments.addAll(List.of("--server", String.join(",", servers)));
        if (side.isPublishedStraight()) {
            arguments.addAll(List.of("--redis", "redis://127.0.0.1:" + redisPort));
            arguments.addAll(List.of("--linger", bench.linger().toMillis() + "ms"));
        }
        return arguments;
    }

    /** What its hubs and its Redis have counted until now. */
    Counters counters() throws IOException, InterruptedException {
        return Counters.read(ports.stream().map(Rig::address).toList(), redisPort);
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** The same for both that use it, with what is recommended for a hub: all writes go to disk every second. */
    private void startRedis() throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("redis-" + redisPort));
        List<String> command = List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(redisPort),
                "--dir",
                data.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--maxmemory-policy",
                "noeviction");
        Child redis = start("redis", command);
        await("redis-server", redis, () -> connects(redisPort));
        servers.add("redis=" + redis.pid());
    }

    private void startHubs() throws InterruptedException {
        for (int i = 1; i <= side.hubs(); i++) {
            startHub("hub-" + i, freePort());
        }
    }

    private void startHub(String name, int port) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(bench.jvm());
        command.addAll(List.of(
                "-jar",
                bench.hubJar().toString(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                // Nobody is asked who they are, as nobody is by nchan.
                "--hub.auth.mode=open",
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + redisPort,
                "--hub.connect.max-connections=20000"));
        command.addAll(WITHOUT_LIMITS);
        Child hub = start(name, command);
        await(name, hub, () -> isReady(port));
        servers.add("hub=" + hub.pid());
        ports.add(port);
    }

    private void startNginx() throws IOException, InterruptedException {
        int port = freePort();
        String file = side == Side.NCHAN ? "nchan.conf" : "nchan-redis.conf";
        Path modules = MODULES.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nginx' modules are in none of " + MODULES));
        String configuration = Files.readString(bench.configuration().resolve(file))
                .replace("@MODULES@", modules.toString())
                .replace("@FOLDER@", folder.toString())
                .replace("@PORT@", Integer.toString(port))
                .replace("@REDIS@", Integer.toString(redisPort));
        Path written = Files.writeString(folder.resolve(file), configuration);
        Child nginx = start("nginx", List.of("nginx", "-c", written.toString()));
        await("nginx", nginx, () -> connects(port) && !nginx.children().isEmpty());
        nginx.children().forEach(worker -> servers.add("nginx=" + worker));
        ports.add(port);
    }

    private Child start(String name, List<String> command) {
        Child child = Child.start(bench.serverCores(), command, folder.resolve(name + ".log"));
        processes.addFirst(child);
        return child;
    }

    private void await(String name, Child child, BooleanSupplier condition) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (!child.isAlive() || System.nanoTime() - startNanos > START.toNanos()) {
                throw new IllegalStateException(name + " does not start; see " + folder);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean isReady(int port) {
        URI readiness = URI.create(address(port) + "/actuator/health/readiness");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
    }
}
