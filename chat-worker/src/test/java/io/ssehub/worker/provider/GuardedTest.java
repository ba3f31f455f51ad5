package io.ssehub.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ssehub.worker.fixture.Heard;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.ReplyGenerator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class GuardedTest {
    private static final Question QUESTION = new Question("?");

    private final CountedMeters meters = new CountedMeters();
    private final AtomicInteger asked = new AtomicInteger();

    private static ProviderProperties properties(
            int retries, int concurrency, int requestsPerMinute, Duration limitWait, int breakerWindow) {
        return new ProviderProperties(
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                DataSize.ofMegabytes(1),
                retries,
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                concurrency,
                requestsPerMinute,
                limitWait,
                breakerWindow,
                Duration.ofSeconds(1));
    }

    private static final ProviderProperties PLAIN = properties(2, 0, 0, Duration.ZERO, 0);

    private Guarded guarded(ProviderProperties properties, ReplyGenerator provider) {
        return new Guarded(
                (question, fragments) -> {
                    asked.incrementAndGet();
                    return provider.generate(question, fragments);
                },
                properties,
                meters);
    }

    private static GenerationException unavailable() {
        return GenerationException.passing(FailureCode.PROVIDER_UNAVAILABLE, null, Duration.ZERO);
    }

    private static FailureCode failure(Guarded guarded) {
        return catchThrowableOfType(GenerationException.class, () -> guarded.generate(QUESTION, new Heard()))
                .code();
    }

    @Test
    void whatFailsBeforeTheFirstWordIsTriedAgain() throws Exception {
        Guarded guarded = guarded(PLAIN, (question, fragments) -> {
            if (asked.get() < 3) {
                throw unavailable();
            }
            fragments.offer("yes");
            return Reply.stop();
        });
        assertThat(guarded.generate(QUESTION, new Heard())).isEqualTo(Reply.stop());
        assertThat(meters.counted())
                .containsExactly(
                        "asked provider_unavailable",
                        "retried",
                        "asked provider_unavailable",
                        "retried",
                        "began",
                        "asked completed");
    }

    @Test
    void afterTheFirstWordItIsNot() {
        Guarded guarded = guarded(PLAIN, (question, fragments) -> {
            fragments.offerReasoning("hm");
            throw unavailable();
        });
        assertThat(failure(guarded)).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aPauseCanBeInterrupted() {
        Guarded guarded = guarded(PLAIN, (question, fragments) -> {
            Thread.currentThread().interrupt();
            throw unavailable();
        });
        assertThatThrownBy(() -> guarded.generate(QUESTION, new Heard())).isInstanceOf(InterruptedException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void theBreakerSparesAProviderThatIsDownAndLetsItBeTriedLater() throws Exception {
        AtomicInteger healthy = new AtomicInteger();
        Guarded guarded = guarded(properties(0, 0, 0, Duration.ZERO, 4), (question, fragments) -> {
            if (healthy.get() == 0) {
                throw unavailable();
            }
            return Reply.stop();
        });
        for (int i = 0; i < 4; i++) {
            assertThat(failure(guarded)).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        }
        assertThat(asked).hasValue(4);
        // Open: until the pause is over the provider is not asked.
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!meters.counted().contains("spared breaker") && System.nanoTime() < deadline) {
            failure(guarded);
        }
        assertThat(meters.counted()).contains("spared breaker");
        healthy.set(1);
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> guarded.generate(QUESTION, new Heard())
                .equals(Reply.stop()));
    }

    @Test
    void refusalsAndCancellationsDoNotOpenTheBreaker() {
        Guarded guarded = guarded(properties(0, 0, 0, Duration.ZERO, 4), (question, fragments) -> {
            if (asked.get() % 2 == 0) {
                throw new InterruptedException();
            }
            throw new GenerationException(FailureCode.PROVIDER_REJECTED, null);
        });
        for (int i = 0; i < 40; i++) {
            assertThatThrownBy(() -> guarded.generate(QUESTION, new Heard())).isNotNull();
        }
        assertThat(asked).hasValue(40);
        assertThat(meters.counted()).contains("asked stopped").doesNotContain("spared breaker");
    }

    @Test
    void noMoreThanItsConcurrencyIsAskedAtOnce() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Guarded guarded = guarded(properties(0, 1, 0, Duration.ZERO, 0), (question, fragments) -> {
            inside.countDown();
            leave.await();
            return Reply.stop();
        });
        CompletableFuture<Reply> first = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                first.complete(guarded.generate(QUESTION, new Heard()));
            } catch (Exception e) {
                first.completeExceptionally(e);
            }
        });
        inside.await();
        assertThat(failure(guarded)).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(asked).hasValue(1);
        leave.countDown();
        first.get(1, TimeUnit.MINUTES);
        assertThat(guarded.generate(QUESTION, new Heard())).isEqualTo(Reply.stop());
        assertThat(meters.counted()).contains("spared concurrency");
    }

    @Test
    void noMoreThanItsRateIsAskedAMinute() throws Exception {
        Guarded guarded = guarded(properties(0, 0, 1, Duration.ZERO, 0), (question, fragments) -> Reply.stop());
        assertThat(guarded.generate(QUESTION, new Heard())).isEqualTo(Reply.stop());
        assertThat(failure(guarded)).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(asked).hasValue(1);
        assertThat(meters.counted()).contains("spared rate");
    }

    @Test
    void whoWaitsForALimitCanBeInterrupted() throws Exception {
        Guarded guarded =
                guarded(properties(0, 0, 1, Duration.ofMinutes(10), 0), (question, fragments) -> Reply.stop());
        guarded.generate(QUESTION, new Heard());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> guarded.generate(QUESTION, new Heard())).isInstanceOf(InterruptedException.class);
    }
}
