package io.ssehub.hub.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whose turn it is at a connection's socket: at most one write is given to the sink at a time. Guarded by the session; its
 * steps are those of {@link Session#pump}.
 */
final class WriteTurn {
    private enum State {
        /** A write may be given to the sink. */
        FREE,
        /** One is being given to it. */
        HANDING,
        /** It was done before the sink returned; whoever gave it goes on. */
        DONE,
        /** The sink could write no more before it returned. */
        FAILED,
        /** One is under way. */
        WAITING
    }

    /** How a write ended, for whoever goes on. */
    enum Result {
        /** It is under way still; whoever reports its end goes on. */
        UNDER_WAY,
        SUCCEEDED,
        FAILED
    }

    /** How long a write may wait for its reader before that counts as a stall. */
    private static final long STALL_NANOS = Duration.ofSeconds(1).toNanos();

    private State state = State.FREE;
    private boolean used;
    /** When a write was last begun or ended. */
    private long lastNanos;

    /** When Redis took the oldest live event of the write under way; 0 for none. */
    private long takenMillis;
    /** Whether the write under way has been counted as stalled. */
    private boolean stalled;

    WriteTurn(long nanos) {
        this.lastNanos = nanos;
    }

    boolean isFree() {
        return state == State.FREE;
    }

    /** Whether anything was ever written. */
    boolean wasUsed() {
        return used;
    }

    /** When a write was last begun or ended; before the first, when the connection came. */
    long lastNanos() {
        return lastNanos;
    }

    /** When Redis took the oldest live event of the last write. */
    long takenMillis() {
        return takenMillis;
    }

    /** A write is about to be given to the sink. */
    void onHanding(long oldestTakenMillis) {
        state = State.HANDING;
        used = true;
        stalled = false;
        takenMillis = oldestTakenMillis;
    }

    /** The sink has returned; the answer is for whoever gave it the write. */
    Result onHanded(long nanos) {
        lastNanos = nanos;
        if (state == State.HANDING) {
            state = State.WAITING;
            return Result.UNDER_WAY;
        }
        Result result = state == State.FAILED ? Result.FAILED : Result.SUCCEEDED;
        state = State.FREE;
        return result;
    }

    /** The write is done; false if whoever gave it to the sink goes on, since that has not returned yet. */
    boolean onDone(boolean succeeded, LongSupplier nanoClock) {
        if (state == State.HANDING) {
            // A loop instead of a recursion: a fast reader of a long history would overflow the stack.
            state = succeeded ? State.DONE : State.FAILED;
            return false;
        }
        lastNanos = nanoClock.getAsLong();
        state = State.FREE;
        return true;
    }

    /** Whether the write under way has been so for this long. */
    boolean isWaiting(long nanos, long forNanos) {
        return state == State.WAITING && nanos - lastNanos >= forNanos;
    }

    /** Whether the reader has taken nothing of the write under way for a second. */
    boolean isStalled(long nanos) {
        return isWaiting(nanos, STALL_NANOS);
    }

    /** Whether that is so and has not been counted yet. */
    boolean hasJustStalled(long nanos) {
        boolean fresh = !stalled && isStalled(nanos);
        stalled |= fresh;
        return fresh;
    }
}
