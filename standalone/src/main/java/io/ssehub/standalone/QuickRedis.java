package io.ssehub.standalone;

import io.lettuce.core.RedisURI;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/**
 * The quick start's Redis: the one {@code REDIS_URL} names, else a {@code redis-server} found on the PATH, else the one
 * that comes in a jar. The latter two keep nothing on disk and end with the process.
 */
record QuickRedis(RedisURI uri, String source, Runnable stop) {
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");
    private static final int OLDEST_MAJOR = 6;
    private static final int OLDEST_MINOR = 2;

    static QuickRedis start() {
        String url = System.getenv("REDIS_URL");
        if (url != null && !url.isBlank()) {
            return new QuickRedis(RedisURI.create(url), "REDIS_URL", () -> {});
        }
        try {
            Optional<Path> server = onPath("redis-server").filter(QuickRedis::isRecent);
            return server.isPresent() ? launch(server.get()) : embedded();
        } catch (IOException e) {
            throw new QuickStartException("no Redis could be started here (" + e.getMessage()
                    + "); start one and name it by REDIS_URL=redis://host:6379");
        }
    }

    private static QuickRedis launch(Path command) throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("ssehub-redis");
        Process process = new ProcessBuilder(List.of(
                        command.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        awaitReady(process);
        return new QuickRedis(RedisURI.create("127.0.0.1", port), command.toString(), () -> stop(process, folder));
    }

    /** It keeps nothing, so that its folder is empty. */
    private static void stop(Process process, Path folder) {
        process.destroy();
        try {
            Files.deleteIfExists(folder);
        } catch (IOException somethingIsInIt) {
            // Put there by somebody else.
        }
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("Ready to accept connections")) {
                // Its log is nobody's, but a full pipe would stop it. Reading a pipe would keep a virtual thread's
                // carrier.
                Thread.ofPlatform().daemon().name("redis-output").start(() -> out.lines()
                        .forEach(ignored -> {}));
                return;
            }
        }
        throw new IOException("redis-server ended at once");
    }

    private static QuickRedis embedded() throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            throw new IOException("the embedded Redis for Windows is too old");
        }
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        return new QuickRedis(RedisURI.create("127.0.0.1", port), "embedded", () -> stop(server));
    }

    private static void stop(RedisServer server) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new QuickStartException("the embedded Redis does not stop: " + e.getMessage());
        }
    }

    private static Optional<Path> onPath(String command) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRecent(Path command) {
        try {
            Process asked = new ProcessBuilder(command.toString(), "--version").start();
            Matcher version =
                    VERSION.matcher(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (!version.find()) {
                return false;
            }
            int major = Integer.parseInt(version.group(1));
            return major > OLDEST_MAJOR
                    || (major == OLDEST_MAJOR && Integer.parseInt(version.group(2)) >= OLDEST_MINOR);
        } catch (IOException notRunnable) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
