package io.ssehub.hub.sim;

import io.ssehub.hub.feed.Lane;
import java.util.ArrayDeque;

/**
 * A lane without a thread: its tasks keep their order among themselves and none towards other lanes. While one of them
 * runs, tasks of other lanes may, but no second one of this.
 */
final class SimLane implements Lane {
    private final SimScheduler scheduler;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    SimLane(SimScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        tasks.addLast(task);
        scheduler.later(this::runOne);
    }

    @Override
    public boolean runNow(Runnable task) {
        if (running || !tasks.isEmpty()) {
            return false;
        }
        running = true;
        task.run();
        running = false;
        return true;
    }

    private void runOne() {
        if (running) {
            scheduler.later(this::runOne);
            return;
        }
        running = true;
        tasks.removeFirst().run();
        running = false;
    }
}
