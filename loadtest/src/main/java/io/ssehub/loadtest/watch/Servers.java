package io.ssehub.loadtest.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All processes of the server under load, and what they have used. Not thread-safe. */
public final class Servers {
    private static final double NANOS = 1e9;

    private final List<ServerProcess> processes;
    private final Map<ServerProcess, ProcessUse> before = new HashMap<>();
    private final Map<ServerProcess, ProcessUse> start = new HashMap<>();
    private final Map<ServerProcess, ProcessUse> end = new HashMap<>();

    public Servers(List<ServerProcess> processes) {
        this.processes = List.copyOf(processes);
        for (ServerProcess process : processes) {
            if (process.use().isEmpty()) {
                throw new IllegalArgumentException("no such process: " + process);
            }
        }
    }

    /** Before the first reader comes. */
    public void beforeReaders() {
        read(before);
    }

    /** The measured time begins. */
    public void start() {
        read(start);
    }

    /** The measured time is over. */
    public void end() {
        read(end);
    }

    private void read(Map<ServerProcess, ProcessUse> uses) {
        for (ServerProcess process : processes) {
            process.use().ifPresent(use -> uses.put(process, use));
        }
    }

    /** What each that lived from start to end has used between. */
    public List<ServerCost> costs() {
        List<ServerCost> costs = new ArrayList<>();
        for (ServerProcess process : processes) {
            ProcessUse from = start.get(process);
            ProcessUse to = end.get(process);
            if (from != null && to != null) {
                costs.add(new ServerCost(
                        process.role(),
                        process.pid(),
                        to.user().minus(from.user()).toNanos() / NANOS,
                        to.system().minus(from.system()).toNanos() / NANOS,
                        Optional.ofNullable(before.get(process)).orElse(from).rssBytes(),
                        to.rssBytes()));
            }
        }
        return costs;
    }

    /** CPU seconds all that live have used since they were started. */
    double cpuSeconds() {
        return processes.stream()
                .flatMap(process -> process.use().stream())
                .mapToDouble(use -> use.cpu().toNanos() / NANOS)
                .sum();
    }

    /** Memory of all that live. */
    long rssBytes() {
        return processes.stream()
                .flatMap(process -> process.use().stream())
                .mapToLong(ProcessUse::rssBytes)
                .sum();
    }

    public boolean isEmpty() {
        return processes.isEmpty();
    }

    /** Bytes of heap that those in Java use just now, where this JVM has a {@code jcmd}. */
    public Map<ServerProcess, Long> heapBytes() throws InterruptedException {
        Map<ServerProcess, Long> heaps = new LinkedHashMap<>();
        for (ServerProcess process : processes) {
            if (process.isJava()) {
                JavaProcess.heapBytes(process.pid()).ifPresent(used -> heaps.put(process, used));
            }
        }
        return heaps;
    }

    /** Has those that are Java processes collect their garbage, where this JVM has a {@code jcmd}; others are left alone. */
    public void collectGarbage() throws InterruptedException {
        for (ServerProcess process : processes) {
            if (process.isJava()) {
                JavaProcess.collectGarbage(process.pid());
            }
        }
    }
}
