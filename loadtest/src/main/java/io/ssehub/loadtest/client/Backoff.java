package io.ssehub.loadtest.client;

import java.util.random.RandomGenerator;

/**
 * How long a reader waits before it comes back: what the server asked for, twice as long after each failure, up to the
 * maximum, and up to half as much again by chance, so that readers which left together do not return together.
 */
final class Backoff {
    /** Doubling further would only overflow: every maximum is reached by then. */
    private static final int MOST_DOUBLINGS = 20;

    private final long minimumMillis;
    private final long maximumMillis;
    private final RandomGenerator random;

    private long baseMillis;
    private int failures;

    Backoff(ReaderOptions options, RandomGenerator random) {
        this.minimumMillis = options.minimumDelay().toMillis();
        this.maximumMillis = options.maximumDelay().toMillis();
        this.random = random;
        this.baseMillis = minimumMillis;
    }

    /** The server has set the reconnection time. */
    void onRetry(long millis) {
        baseMillis = Math.clamp(millis, minimumMillis, maximumMillis);
    }

    void onOpen() {
        failures = 0;
    }

    void onFailure() {
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
    }

    long nextMillis() {
        long delay = Math.min(baseMillis << failures, maximumMillis);
        return delay + random.nextLong(delay / 2 + 1);
    }
}
