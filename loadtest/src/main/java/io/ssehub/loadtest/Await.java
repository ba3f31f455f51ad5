package io.ssehub.loadtest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, up to a deadline. */
public final class Await {
    /** Short beside anything worth waiting for, long beside the cost of looking. */
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(5).toNanos();

    private Await() {}

    /**
     * Blocks until the condition holds. It looks again and again instead of being told, because what a test waits for
     * may live anywhere: in a reader, in the judge, in Redis, in another process.
     *
     * @param what the condition in words, for the message of a failure
     * @throws AssertionError when the deadline has passed
     */
    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        until(() -> what, deadline, condition);
    }

    /** The same with a description that is made when it fails, so that it can show how far things had come. */
    public static void until(Supplier<String> what, Duration deadline, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw new AssertionError("Not within " + deadline + ": " + what.get());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("Interrupted while waiting for: " + what.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
