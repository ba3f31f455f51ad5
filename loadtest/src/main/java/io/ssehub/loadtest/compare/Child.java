package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of ours, pinned to cores; it ends with whoever started it. */
final class Child implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final Process process;
    private final Thread atExit;

    private Child(Process process) {
        this.process = process;
        this.atExit = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param log what it says goes there */
    static Child start(String cores, List<String> command, Path log) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
        pinned.addAll(command);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new Child(new ProcessBuilder(pinned)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + pinned, e);
        }
    }

    /** The process itself: {@code taskset} becomes what it was told to start. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Those that it has started, such as nginx' workers. */
    List<Long> children() {
        return process.children().map(ProcessHandle::pid).toList();
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(process);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException stopping) {
            // Then it is the hook's turn, and the process has ended already.
        }
    }
}
