package io.ssehub.hub.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One question to other nodes, and the answers so far.
 *
 * @param <T> what a node answers
 */
final class Inquiry<T> {
    /** Most nodes whose answers are kept. */
    private static final int MOST_ANSWERS = 10_000;

    /**
     * What came of it.
     *
     * @param answers by the id of the node
     * @param unanswered ids of nodes that did not answer in time, or not in a way that is understood here
     */
    record Gathered<T>(Map<String, T> answers, Set<String> unanswered) {}

    private final Class<T> type;
    private final Predicate<T> enough;

    // Guarded by this.
    private final Set<String> silent;
    private final Set<String> puzzled = new TreeSet<>();
    private final Map<String, T> answers = new LinkedHashMap<>();
    private boolean over;

    /**
     * Nobody has answered yet.
     *
     * @param asked ids of the nodes that should
     * @param enough tells an answer after which no others are needed
     */
    Inquiry(Set<String> asked, Class<T> type, Predicate<T> enough) {
        this.silent = new TreeSet<>(asked);
        this.type = type;
        this.enough = enough;
        this.over = silent.isEmpty();
    }

    /** An answer has come; those of nodes that were not known when it was asked count too. */
    void onAnswer(Message.Answer answer) {
        T read = null;
        try {
            read = answer.understood() ? ClusterJson.read(answer.json(), type) : null;
        } catch (ClusterJson.UnreadableException otherVersion) {
            // Then it is as if it had not understood the question.
        }
        synchronized (this) {
            silent.remove(answer.from());
            if (read == null) {
                puzzled.add(answer.from());
            } else if (answers.size() < MOST_ANSWERS) {
                answers.put(answer.from(), read);
                over |= enough.test(read);
            }
            over |= silent.isEmpty();
            if (over) {
                notifyAll();
            }
        }
    }

    /** Waits for the answers. */
    synchronized Gathered<T> await(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toNanos(); !over && left > 0; left = deadline - System.nanoTime()) {
                // At least a millisecond, as 0 would be for ever.
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Set<String> unanswered = new TreeSet<>(silent);
        unanswered.addAll(puzzled);
        return new Gathered<>(new LinkedHashMap<>(answers), unanswered);
    }
}
