package io.ssehub.worker.loop;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one thing again and again until it is told to stop. A failure makes it pause, never end; the first
 * of a row is logged, and the recovery.
 */
public final class Loop {
    /** One round. */
    @FunctionalInterface
    public interface Round {
        void run() throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String task;
    private final Round round;
    private final Backoff backoff;
    private final Thread thread;
    private volatile boolean finishing;

    private Loop(String name, String task, Round round, Backoff backoff) {
        this.task = task;
        this.round = round;
        this.backoff = backoff;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
    }

    /**
     * Starts a loop.
     *
     * @param name the thread's
     * @param task what it does, for the log: "taking requests"
     */
    public static Loop start(String name, String task, Round round, Backoff backoff) {
        Loop loop = new Loop(name, task, round, backoff);
        loop.thread.start();
        return loop;
    }

    /** Ends it after the round it is in. */
    public void finish() {
        finishing = true;
    }

    /** Ends it by interrupting the round it is in. */
    public void stop() {
        finish();
        thread.interrupt();
    }

    /** Waits for its end; false if it did not come in time. */
    public boolean awaitEnd(Duration most) throws InterruptedException {
        return thread.join(most);
    }

    private void work() {
        int failures = 0;
        while (!finishing) {
            try {
                round.run();
                if (failures > 0) {
                    log.info("{}: working again", task);
                }
                failures = 0;
            } catch (InterruptedException stopped) {
                return;
            } catch (Throwable failure) {
                failures++;
                report(failures, failure);
                if (!pause(failures)) {
                    return;
                }
            }
        }
    }

    private void report(int failures, Throwable failure) {
        if (failures == 1 && !finishing) {
            log.warn("{}: failed, trying again until it works: {}", task, failure.getMessage());
        }
        log.debug("{}: failed {} times", task, failures, failure);
    }

    private boolean pause(int failures) {
        try {
            backoff.pause(failures);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }
}
