package io.ssehub.protocol.redis;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How Redis' clock stands to the one of this process that only moves forward: by asking for the time now and then. So
 * what Redis has dated can be compared with what happened here, however far apart the two machines' clocks are.
 */
public final class RedisClock {
    /*
     * Threads: any may ask; answers come on the driver's. A sample is replaced as a whole, by one that is more exact.
     */

    /** Clocks drift apart by less than this part of the time that has gone by. */
    private static final long DRIFT = 5_000;

    private static final long MICROS_PER_MILLI = 1_000;

    /**
     * What one answer has told.
     *
     * @param takenNanos when, by the clock of this process
     * @param aheadMicros how far Redis' clock was ahead of it
     * @param errorMicros by how much that may be wrong
     */
    private record Sample(long takenNanos, long aheadMicros, long errorMicros) {
        long errorAt(long nanos) {
            return errorMicros + micros(Math.abs(nanos - takenNanos)) / DRIFT;
        }
    }

    private final Supplier<CompletionStage<Long>> redisMicros;
    private final LongSupplier nanoClock;

    private volatile @Nullable Sample sample;

    /**
     * A clock that knows nothing yet.
     *
     * @param redisMicros asks Redis for its time
     * @param nanoClock a clock that only moves forward
     */
    public RedisClock(Supplier<CompletionStage<Long>> redisMicros, LongSupplier nanoClock) {
        this.redisMicros = redisMicros;
        this.nanoClock = nanoClock;
    }

    /** The clock of the Redis behind {@code link}, whichever that is. */
    public static RedisClock of(RedisLink link) {
        RedisClock clock = new RedisClock(
                () -> link.send(redis -> redis.time())
                        .thenApply(time -> Long.parseLong(Answers.text(time.get(0))) * TimeUnit.SECONDS.toMicros(1)
                                + Long.parseLong(Answers.text(time.get(1)))),
                System::nanoTime);
        link.onUp(clock::forget);
        return clock;
    }

    /** To be called about once a second: asks for the time. */
    public void tick() {
        long askedNanos = nanoClock.getAsLong();
        redisMicros.get().thenAccept(time -> onTime(time, askedNanos, nanoClock.getAsLong()));
    }

    private synchronized void onTime(long redisTime, long askedNanos, long answeredNanos) {
        long errorMicros = micros(answeredNanos - askedNanos) / 2 + 1;
        Sample fresh = new Sample(answeredNanos, redisTime - micros(askedNanos) - errorMicros, errorMicros);
        Sample known = sample;
        if (known == null || fresh.errorMicros <= known.errorAt(answeredNanos)) {
            sample = fresh;
        }
    }

    /** Another Redis may answer from now on. */
    private synchronized void forget() {
        sample = null;
    }

    /**
     * Whether something Redis has dated {@code redisMillis} was before a moment of this process; false if that is not
     * certain.
     */
    public boolean isBefore(long redisMillis, long nanos) {
        Sample known = sample;
        if (known == null) {
            return false;
        }
        // Redis' milliseconds are cut off, not rounded.
        long latestMicros = (redisMillis + 1) * MICROS_PER_MILLI - known.aheadMicros;
        return latestMicros + known.errorAt(nanoClock.getAsLong()) < micros(nanos);
    }

    /**
     * How long before a moment of this process something was that Redis has dated {@code redisMillis}, in microseconds;
     * empty before Redis' clock is known. Right to about a millisecond: Redis' milliseconds are cut off, and its clock is
     * known to half of what a question and its answer take.
     */
    public OptionalLong microsBefore(long redisMillis, long nanos) {
        Sample known = sample;
        if (known == null) {
            return OptionalLong.empty();
        }
        long thenMicros = redisMillis * MICROS_PER_MILLI + MICROS_PER_MILLI / 2 - known.aheadMicros;
        return OptionalLong.of(Math.max(0, micros(nanos) - thenMicros));
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
