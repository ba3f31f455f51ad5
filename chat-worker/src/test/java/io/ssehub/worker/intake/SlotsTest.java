package io.ssehub.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static CompletableFuture<Integer> awaitFree(Slots slots) {
        CompletableFuture<Integer> free = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                free.complete(slots.awaitFree());
            } catch (InterruptedException e) {
                free.completeExceptionally(e);
            }
        });
        return free;
    }

    @Test
    void freeOnesAreCountedWithoutBeingUsed() throws InterruptedException {
        Slots slots = new Slots(3);
        slots.use();
        assertThat(slots.awaitFree()).isEqualTo(2);
        assertThat(slots.awaitFree()).isEqualTo(2);
    }

    @Test
    void whoWaitsGoesOnWhenOneIsFreed() {
        Slots slots = new Slots(1);
        slots.use();
        CompletableFuture<Integer> waiting = awaitFree(slots);
        slots.free();
        assertThat(waiting.join()).isEqualTo(1);
    }

    @Test
    void closingEndsTheWaitWithNone() {
        Slots slots = new Slots(1);
        slots.use();
        CompletableFuture<Integer> waiting = awaitFree(slots);
        slots.close();
        slots.free();
        assertThat(waiting.join()).isIn(0);
    }

    @Test
    void noMoreCanBeUsedThanThereAre() {
        Slots slots = new Slots(1);
        slots.use();
        assertThatIllegalStateException().isThrownBy(slots::use);
    }
}
