package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final ReaderOptions OPTIONS =
            ReaderOptions.defaults().delays(Duration.ofMillis(100), Duration.ofMillis(1000));
    private static final RandomGenerator NO_JITTER = () -> 0;

    private final Backoff backoff = new Backoff(OPTIONS, NO_JITTER);

    @Test
    void itIsTheMinimumUntilTheServerSaysOtherwise() {
        assertThat(backoff.nextMillis()).isEqualTo(100);

        backoff.onRetry(300);

        assertThat(backoff.nextMillis()).isEqualTo(300);
    }

    @Test
    void whatTheServerSaysIsBounded() {
        backoff.onRetry(1);
        assertThat(backoff.nextMillis()).isEqualTo(100);

        backoff.onRetry(60_000);
        assertThat(backoff.nextMillis()).isEqualTo(1000);
    }

    @Test
    void failuresDoubleItUpToTheMaximum() {
        backoff.onFailure();
        assertThat(backoff.nextMillis()).isEqualTo(200);
        backoff.onFailure();
        assertThat(backoff.nextMillis()).isEqualTo(400);
        for (int i = 0; i < 100; i++) {
            backoff.onFailure();
        }
        assertThat(backoff.nextMillis()).isEqualTo(1000);
    }

    @Test
    void aStreamMakesItForgetFailures() {
        backoff.onFailure();
        backoff.onOpen();

        assertThat(backoff.nextMillis()).isEqualTo(100);
    }

    @Test
    void chanceAddsUpToHalfAsMuchAgain() {
        Backoff jittered = new Backoff(OPTIONS, new Random(1));
        LongSummaryStatistics delays =
                LongStream.generate(jittered::nextMillis).limit(1000).summaryStatistics();

        assertThat(delays.getMin()).isEqualTo(100);
        assertThat(delays.getMax()).isEqualTo(150);
    }

    @Test
    void delaysOutOfOrderAreRefused() {
        assertThatThrownBy(() -> OPTIONS.delays(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
