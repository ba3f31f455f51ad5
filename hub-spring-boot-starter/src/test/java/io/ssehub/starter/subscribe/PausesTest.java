package io.ssehub.starter.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {
    /** The longest each could be. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }

        @Override
        public double nextDouble() {
            return 1;
        }
    };

    private final Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(30), HIGHEST);

    private static HttpHeaders retryAfter(String value) {
        return HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, each) -> true);
    }

    @Test
    void theBoundDoublesUpToTheLongestAndStartsAgainAfterSuccess() {
        assertThat(IntStream.range(0, 7).mapToObj(i -> pauses.afterFailure().toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        pauses.onSuccess();
        assertThat(pauses.afterFailure()).hasSeconds(1);
    }

    @Test
    void whatTheHubAsksForIsKept() {
        pauses.onRetry(2_500);
        assertThat(pauses.afterFarewell()).hasMillis(2_500);
        assertThat(pauses.afterRefusal(retryAfter("20"))).hasSeconds(24);
        assertThat(pauses.afterRefusal(retryAfter("0"))).hasSeconds(5);
        assertThat(pauses.afterRefusal(retryAfter("tomorrow"))).hasSeconds(10);
        assertThat(pauses.afterRefusal(retryAfter("Wed, 21 Oct 2015 07:28:00 GMT")))
                .hasSeconds(20);
    }

    @Test
    void othersComeBackAtOtherTimes() {
        Pauses random = new Pauses(Duration.ofSeconds(30), Duration.ofSeconds(30), RandomGenerator.getDefault());
        assertThat(IntStream.range(0, 50).mapToObj(i -> random.afterFailure()).distinct())
                .hasSizeGreaterThan(10);
    }
}
