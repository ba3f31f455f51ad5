package io.ssehub.hub.feed;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether who brings messages has the time to do more than hand them over. It has when it was idle before, and then for a
 * few messages in a row; while there is always a next one the lanes do the work, which are several.
 *
 * <p>For one thread at a time.
 */
final class Leisure {
    /** Between two messages that were read together less time passes. */
    static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** As many as publishers let travel together, about. */
    static final int MOST = 16;

    private final LongSupplier nanoClock;
    private long freeNanos;
    private int row;

    Leisure(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.freeNanos = nanoClock.getAsLong() - PAUSE_NANOS;
    }

    /** Whether there is time for this message; {@link #isOver} is to be called after it. */
    boolean isTaken() {
        long now = nanoClock.getAsLong();
        if (now - freeNanos >= PAUSE_NANOS) {
            row = 0;
        }
        freeNanos = now;
        return row++ < MOST;
    }

    /** The message has been dealt with. */
    void isOver() {
        freeNanos = nanoClock.getAsLong();
    }
}
