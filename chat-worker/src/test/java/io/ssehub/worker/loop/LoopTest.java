package io.ssehub.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LoopTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aFailureIsLoggedOnceAndSoIsTheRecovery(CapturedOutput output) throws InterruptedException {
        LinkedBlockingQueue<Integer> pauses = new LinkedBlockingQueue<>();
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch recovered = new CountDownLatch(2);
        Loop loop = Loop.start(
                "test",
                "testing loops",
                () -> {
                    if (rounds.incrementAndGet() <= 3) {
                        throw new IllegalStateException("broken");
                    }
                    recovered.countDown();
                },
                pauses::add);
        recovered.await();
        loop.stop();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        assertThat(List.copyOf(pauses)).containsExactly(1, 2, 3);
        assertThat(output)
                .containsOnlyOnce("testing loops: failed, trying again")
                .containsOnlyOnce("testing loops: working again");
    }

    @Test
    void anErrorDoesNotEndItEither() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(2);
        Loop loop = Loop.start(
                "test",
                "testing errors",
                () -> {
                    again.countDown();
                    throw new AssertionError("thrown on purpose");
                },
                Backoff.NONE);
        again.await();
        loop.stop();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void finishingLetsTheRoundEnd() throws InterruptedException {
        CountDownLatch inRound = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Loop loop = Loop.start(
                "test",
                "testing the finish",
                () -> {
                    inRound.countDown();
                    goOn.await();
                    done.incrementAndGet();
                },
                Backoff.NONE);
        inRound.await();
        loop.finish();
        goOn.countDown();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        assertThat(done).hasValue(1);
    }
}
