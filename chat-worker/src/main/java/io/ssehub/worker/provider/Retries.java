package io.ssehub.worker.provider;

import io.ssehub.worker.generator.GenerationException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether and when a request that has failed is made again.
 *
 * @param most how often
 * @param delay pause before the first, doubled for each further one
 * @param retryAfterLimit longest pause a provider may ask for
 */
record Retries(int most, Duration delay, Duration retryAfterLimit) {
    /** Nobody waits longer than this because of our own doubling. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    static Retries of(ProviderProperties properties) {
        return new Retries(properties.retries(), properties.retryDelay(), properties.retryAfterLimit());
    }

    /**
     * How long to wait before the next try; empty if there is none.
     *
     * @param failed how many tries have failed, from 1
     */
    Optional<Duration> pause(int failed, GenerationException failure, RandomGenerator random) {
        if (failed > most) {
            return Optional.empty();
        }
        return failure.retryAfter()
                .filter(asked -> asked.compareTo(retryAfterLimit) <= 0)
                .map(asked -> asked.plus(jittered(failed, random)));
    }

    /** On top of what the provider asked for too, so that not all come back at the same instant. */
    private Duration jittered(int failed, RandomGenerator random) {
        long longest = Math.min(LONGEST_DELAY.toMillis(), delay.toMillis() << (failed - 1));
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
    }
}
