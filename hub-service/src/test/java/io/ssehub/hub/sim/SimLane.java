package io.ssehub.hub.sim;

import io.ssehub.hub.feed.Lane;
import java.util.ArrayDeque;

/** A lane without a thread: its tasks keep their order among themselves and none towards other lanes. */
final class SimLane implements Lane {
    private final SimScheduler scheduler;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    SimLane(SimScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        tasks.addLast(task);
        scheduler.later(() -> tasks.removeFirst().run());
    }
}
