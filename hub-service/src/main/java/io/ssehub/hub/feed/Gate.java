package io.ssehub.hub.feed;

import java.util.ArrayDeque;
import java.util.function.IntConsumer;

/**
 * Lets a bounded number of a lane's questions be under way at Redis; the others wait for their turn, first come first
 * served. So answers in memory are bounded, and a thousand channels that have to look at once do not time each other out.
 * Not thread-safe.
 */
final class Gate {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final IntConsumer changed;
    private int free;

    /** @param changed told by how many more or fewer questions wait */
    Gate(int width, IntConsumer changed) {
        this.free = width;
        this.changed = changed;
    }

    /** Runs {@code question} as soon as there is a place; it keeps the place until {@link #leave}. */
    void enter(Runnable question) {
        if (free > 0) {
            free--;
            question.run();
        } else {
            waiting.addLast(question);
            changed.accept(1);
        }
    }

    /** A question has been answered, or will not be. */
    void leave() {
        Runnable next = waiting.pollFirst();
        if (next == null) {
            free++;
        } else {
            changed.accept(-1);
            next.run();
        }
    }

    int waiting() {
        return waiting.size();
    }
}
