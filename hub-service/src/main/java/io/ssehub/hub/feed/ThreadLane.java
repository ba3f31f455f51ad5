package io.ssehub.hub.feed;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane with a thread of its own. Its queue is bounded by what fills it: messages by their bytes, everything else by the
 * number of readers.
 */
final class ThreadLane implements Lane, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ThreadLane.class);

    private final ExecutorService thread;

    ThreadLane(String name) {
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException stopped) {
            log.trace("the node stops", stopped);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // One channel's mistake must not stop the others of the lane.
            log.error("a lane's task failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
