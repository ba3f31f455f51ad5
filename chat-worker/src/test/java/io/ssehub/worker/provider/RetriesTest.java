package io.ssehub.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final Retries retries = new Retries(2, Duration.ofMillis(100), Duration.ofSeconds(10));
    private final Random random = new Random(1);

    private static GenerationException passing(Duration retryAfter) {
        return GenerationException.passing(FailureCode.RATE_LIMITED, null, retryAfter);
    }

    @Test
    void thePauseDoublesAndIsRandom() {
        for (int i = 0; i < 100; i++) {
            assertThat(retries.pause(1, passing(Duration.ZERO), random).orElseThrow())
                    .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(retries.pause(2, passing(Duration.ZERO), random).orElseThrow())
                    .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        }
    }

    @Test
    void thereAreOnlySoMany() {
        assertThat(retries.pause(3, passing(Duration.ZERO), random)).isEmpty();
    }

    @Test
    void whatTheProviderAsksForIsTheLeast() {
        assertThat(retries.pause(1, passing(Duration.ofSeconds(10)), random).orElseThrow())
                .isBetween(Duration.ofMillis(10_050), Duration.ofMillis(10_100));
    }

    @Test
    void whoAsksForMoreThanTheLimitIsNotAskedAgain() {
        assertThat(retries.pause(1, passing(Duration.ofSeconds(11)), random)).isEmpty();
    }

    @Test
    void whatWillNotPassIsNotTriedAgain() {
        assertThat(retries.pause(1, new GenerationException(FailureCode.PROVIDER_REJECTED, null), random))
                .isEmpty();
    }
}
