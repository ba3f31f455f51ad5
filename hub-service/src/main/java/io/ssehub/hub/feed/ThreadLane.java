package io.ssehub.hub.feed;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane with a thread of its own. Its queue is bounded by what fills it: messages by their bytes, everything else by the
 * number of readers.
 */
final class ThreadLane implements Lane, AutoCloseable {
    /*
     * Threads: any gives tasks. `turn` is held while one is run, by the lane's thread or by who runs a small one in its place;
     * the latter only while `waiting` tells that none was given before, counted from when it is given until it has been run.
     */
    private static final Logger log = LoggerFactory.getLogger(ThreadLane.class);

    private final ExecutorService thread;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger waiting = new AtomicInteger();

    ThreadLane(String name) {
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    @Override
    public void execute(Runnable task) {
        waiting.incrementAndGet();
        try {
            thread.execute(() -> runInTurn(task));
        } catch (RejectedExecutionException stopped) {
            waiting.decrementAndGet();
            log.trace("the node stops", stopped);
        }
    }

    private void runInTurn(Runnable task) {
        turn.lock();
        try {
            run(task);
        } finally {
            turn.unlock();
            waiting.decrementAndGet();
        }
    }

    @Override
    public boolean runNow(Runnable task) {
        if (waiting.get() > 0 || thread.isShutdown() || !turn.tryLock()) {
            return false;
        }
        try {
            if (waiting.get() > 0) {
                return false;
            }
            run(task);
            return true;
        } finally {
            turn.unlock();
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
