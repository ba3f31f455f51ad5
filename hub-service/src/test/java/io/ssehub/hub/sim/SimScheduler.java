package io.ssehub.hub.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that is about to happen, in no particular order: each step picks one at random. */
final class SimScheduler {
    private final Random random;
    private final List<Runnable> soon = new ArrayList<>();

    SimScheduler(Random random) {
        this.random = random;
    }

    void later(Runnable task) {
        soon.add(task);
    }

    /** Runs one of the tasks; false if there is none. */
    boolean step() {
        if (soon.isEmpty()) {
            return false;
        }
        int picked = random.nextInt(soon.size());
        Runnable task = soon.get(picked);
        soon.set(picked, soon.getLast());
        soon.removeLast();
        task.run();
        return true;
    }
}
