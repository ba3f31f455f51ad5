package io.ssehub.worker.intake;

import io.ssehub.worker.run.Run;
import io.ssehub.worker.run.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What this process works on: its runs by their entry in the request stream. Thread-safe. */
final class Holdings {
    // Guarded by this.
    private final Map<String, Run> runs = new LinkedHashMap<>();
    /** Entries that left the stream while their run goes on; nothing is there to be renewed. */
    private final Set<String> unleased = new LinkedHashSet<>();

    /** Adds a run; false if its entry is held already. */
    synchronized boolean add(Run run) {
        return runs.putIfAbsent(run.request().entryId(), run) == null;
    }

    synchronized void remove(Run run) {
        runs.remove(run.request().entryId());
        unleased.remove(run.request().entryId());
        notifyAll();
    }

    synchronized boolean holds(String entryId) {
        return runs.containsKey(entryId);
    }

    /** The entries whose lease has to be renewed. */
    synchronized List<String> leased() {
        List<String> entryIds = new ArrayList<>(runs.keySet());
        entryIds.removeAll(unleased);
        return entryIds;
    }

    /** Renews an entry's lease no more. */
    synchronized void unlease(String entryId) {
        if (runs.containsKey(entryId)) {
            unleased.add(entryId);
        }
    }

    /** The runs that go on though their entries have left the stream. */
    synchronized List<Run> unleased() {
        return unleased.stream().map(runs::get).filter(Objects::nonNull).toList();
    }

    /** Stops the run of an entry; false if there is none. */
    boolean stop(String entryId, StopReason reason) {
        Run run;
        synchronized (this) {
            run = runs.get(entryId);
        }
        if (run != null) {
            run.stop(reason);
        }
        return run != null;
    }

    /** Stops the runs of a message. */
    void cancel(String clientId, String messageId) {
        all().stream()
                .filter(run -> run.request().messageId().equals(messageId)
                        && run.request().clientId().equals(clientId))
                .forEach(run -> run.stop(StopReason.CANCELLED));
    }

    void stopAll() {
        all().forEach(run -> run.stop(StopReason.SHUTDOWN));
    }

    synchronized int size() {
        return runs.size();
    }

    /** Waits until nothing is worked on; false if that takes too long. */
    synchronized boolean awaitEmpty(Duration most) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + most.toNanos();
        while (!runs.isEmpty()) {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }

    private synchronized List<Run> all() {
        return List.copyOf(runs.values());
    }
}
