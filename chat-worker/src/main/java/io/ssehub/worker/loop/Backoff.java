package io.ssehub.worker.loop;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before something that failed is tried again. */
@FunctionalInterface
public interface Backoff {
    /** Half of it is random, so that those who failed together do not come back together. */
    Backoff JITTERED = failures -> {
        long longest = Math.min(1_000, 50L << Math.min(Math.max(failures - 1, 0), 10));
        Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    };

    /** No waiting, for tests. */
    Backoff NONE = failures -> {};

    /**
     * Waits.
     *
     * @param failures how often it has failed in a row, from 1
     */
    void pause(int failures) throws InterruptedException;
}
