package io.ssehub.loadtest.plan;

import java.time.Duration;

/**
 * How large a run is.
 *
 * @param rate events a second, of all channels together
 * @param bytes of an event's data
 * @param warmUp traffic that is judged but not timed
 * @param duration traffic that is both
 * @param patience how long anything may take that is waited for, such as the last event after the last publication
 */
public record Sizes(int readers, double rate, int bytes, Duration warmUp, Duration duration, Duration patience) {
    private static final double FASTEST = 1_000_000;

    public Sizes {
        if (readers < 1 || rate < 0 || rate > FASTEST || bytes < 1) {
            throw new IllegalArgumentException(
                    "out of range: readers " + readers + ", rate " + rate + ", bytes " + bytes);
        }
        if (warmUp.isNegative() || !duration.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "out of range: warm-up " + warmUp + ", duration " + duration + ", patience " + patience);
        }
    }
}
