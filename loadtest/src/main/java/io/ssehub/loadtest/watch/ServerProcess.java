package io.ssehub.loadtest.watch;

import java.util.Optional;

/**
 * A process of the server under load.
 *
 * @param role what it is to the reader of a report: hub, nginx, redis
 */
public record ServerProcess(String role, long pid) {
    /** Reads {@code role=pid}, or a pid alone. */
    public static ServerProcess parse(String written) {
        int equals = written.indexOf('=');
        String pid = written.substring(equals + 1);
        return new ServerProcess(equals < 0 ? "pid " + pid : written.substring(0, equals), Long.parseLong(pid));
    }

    public Optional<ProcessUse> use() {
        return ProcessUse.of(pid);
    }
}
