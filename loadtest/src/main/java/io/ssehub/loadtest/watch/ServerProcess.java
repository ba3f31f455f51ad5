package io.ssehub.loadtest.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of the server under load.
 *
 * @param role what it is to the reader of a report: hub, nginx, redis
 */
public record ServerProcess(String role, long pid) {
    private static final String JAVA = "java";

    /** Reads {@code role=pid}, or a pid alone. */
    public static ServerProcess parse(String written) {
        int equals = written.indexOf('=');
        String pid = written.substring(equals + 1);
        return new ServerProcess(equals < 0 ? "pid " + pid : written.substring(0, equals), Long.parseLong(pid));
    }

    /** Whether it runs Java; others would take the signal by which a JVM is asked for an order to end. */
    boolean isJava() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> Path.of(command).endsWith(JAVA))
                .orElse(false);
    }

    public Optional<ProcessUse> use() {
        return ProcessUse.of(pid);
    }
}
