package io.ssehub.protocol.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Redis has dated and what happened here, in the right order or undecided. */
class RedisClockTest {
    private static final long MILLI = 1_000_000;
    /** Redis' clock is a year ahead of this process' own. */
    private static final long AHEAD_MILLIS = 31_536_000_000L;

    private long nanos = -5_000 * MILLI;
    private CompletableFuture<Long> answer = new CompletableFuture<>();
    private final RedisClock clock = new RedisClock(() -> answer, () -> nanos);

    private void sample(long roundTripMillis) {
        answer = new CompletableFuture<>();
        clock.tick();
        nanos += roundTripMillis * MILLI / 2;
        long redisMicros = AHEAD_MILLIS * 1_000 + nanos / 1_000;
        nanos += roundTripMillis * MILLI / 2;
        answer.complete(redisMicros);
    }

    /** What Redis' clock shows now and so many milliseconds. */
    private long redisMillis(long later) {
        return AHEAD_MILLIS + nanos / MILLI + later;
    }

    @Test
    void nothingIsCertainBeforeRedisHasAnswered() {
        clock.tick();
        assertThat(clock.isBefore(0, nanos)).isFalse();
        answer.completeExceptionally(new RedisAwayException("away", null));
        assertThat(clock.isBefore(0, nanos)).isFalse();
    }

    @Test
    void whatWasBeforeIsKnownAndWhatWasLaterToo() {
        sample(2);
        assertThat(clock.isBefore(redisMillis(-5), nanos)).isTrue();
        assertThat(clock.isBefore(redisMillis(5), nanos)).isFalse();
    }

    @Test
    void whatIsTooCloseToTellIsNotSaidToBeBefore() {
        sample(100);
        assertThat(clock.isBefore(redisMillis(-20), nanos)).isFalse();
        assertThat(clock.isBefore(redisMillis(-60), nanos)).isTrue();
    }

    @Test
    void howLongAgoSomethingWasIsKnownToAMillisecondAndHalfARoundTrip() {
        assertThat(clock.microsBefore(redisMillis(0), nanos)).isEmpty();
        sample(2);
        assertThat(clock.microsBefore(redisMillis(-50), nanos).orElseThrow()).isBetween(48_000L, 52_000L);
        assertThat(clock.microsBefore(redisMillis(10), nanos)).hasValue(0);
    }

    @Test
    void aMoreExactAnswerIsKeptUntilItIsOld() {
        sample(2);
        sample(100);
        assertThat(clock.isBefore(redisMillis(-20), nanos)).isTrue();
        nanos += 3_600_000 * MILLI;
        assertThat(clock.isBefore(redisMillis(-20), nanos)).isFalse();
        sample(2);
        assertThat(clock.isBefore(redisMillis(-20), nanos)).isTrue();
    }
}
