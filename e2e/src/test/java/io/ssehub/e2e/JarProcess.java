package io.ssehub.e2e;

import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the executable jars as a process of its own, on a free port. Its log goes to the module's target folder. */
final class JarProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final int port;
    private final Process process;
    private final Path log;

    private JarProcess(String name, int port, Process process, Path log) {
        this.name = name;
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /** A hub node; {@link #awaitReady} says when it is there. */
    static JarProcess hub(String name, String prefix, String... args) {
        return hubOn(RedisFixture.freePort(), name, prefix, args);
    }

    /** A hub node whose port others have to know. */
    static JarProcess hubOn(int port, String name, String prefix, String... args) {
        return service("hub-service", port, name, prefix, List.of("--hub.node.name=" + name), args);
    }

    /** A worker that pauses for so long between two sentences. */
    static JarProcess worker(String name, String prefix, Duration pause) {
        String millis = pause.toMillis() + "ms";
        return service(
                "chat-worker",
                RedisFixture.freePort(),
                name,
                prefix,
                List.of("--worker.scripted.min-pause=" + millis, "--worker.scripted.max-pause=" + millis));
    }

    private static JarProcess service(
            String module, int port, String name, String prefix, List<String> own, String... args) {
        List<String> all = new ArrayList<>(own);
        all.add("--server.port=" + port);
        all.add("--spring.data.redis.url=" + RedisFixture.uri().toURI());
        all.add("--hub.redis.prefix=" + prefix);
        all.addAll(List.of(args));
        return launch(module, name, port, all);
    }

    /** Starts a jar; {@code port} is where it will answer. */
    static JarProcess launch(String module, String name, int port, List<String> args) {
        Path root = Path.of(System.getProperty("ssehub.root", ".."));
        Path jar = root.resolve(module)
                .resolve("target")
                .resolve(module + "-" + System.getProperty("ssehub.version", "0.1.0-SNAPSHOT") + ".jar");
        Path log = Path.of("target", "logs", name + "-" + port + ".log");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                jar.toString()));
        line.addAll(args);
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JarProcess(name, port, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JarProcess awaitReady() {
        Await.until(() -> name + " is ready; its log:\n" + log(), START, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + log());
            }
            return isReady();
        });
        return this;
    }

    boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri().resolve("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it gets no chance to say anything. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and how it ended. */
    int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        kill();
    }
}
