package io.ssehub.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadLaneTest {
    private final ThreadLane lane = new ThreadLane("under test");
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goesOn.countDown();
        lane.close();
    }

    private void holdUp() {
        CountDownLatch begun = new CountDownLatch(1);
        lane.execute(() -> {
            begun.countDown();
            await(goesOn);
        });
        await(begun);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitIdle() {
        while (!lane.runNow(() -> {})) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anIdleLaneLetsTheCallerRunATask() {
        AtomicReference<Thread> runner = new AtomicReference<>();
        assertThat(lane.runNow(() -> runner.set(Thread.currentThread()))).isTrue();
        assertThat(runner).hasValue(Thread.currentThread());
    }

    @Test
    void whileATaskIsRunNobodyTakesTheLanesPlace() {
        holdUp();
        assertThat(lane.runNow(() -> {})).isFalse();
        goesOn.countDown();
        awaitIdle();
    }

    @Test
    void noTaskOvertakesOneThatWasGivenBefore() {
        List<Integer> run = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            // As a message does: at once if that is possible, else in its turn.
            if (i % 3 == 0 || !lane.runNow(() -> run.add(number))) {
                lane.execute(() -> run.add(number));
            }
        }
        CountDownLatch done = new CountDownLatch(1);
        lane.execute(done::countDown);
        await(done);
        assertThat(run).hasSize(100_000).isSorted();
    }

    @Test
    void whatATaskOnTheCallersThreadHandsOverIsRunByTheLaneAfterIt() {
        List<String> run = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1);
        assertThat(lane.runNow(() -> {
                    lane.execute(() -> {
                        run.add(Thread.currentThread().getName());
                        done.countDown();
                    });
                    run.add("first");
                }))
                .isTrue();
        await(done);
        assertThat(run).containsExactly("first", "under test");
    }

    @Test
    void aTaskThatFailsOnTheCallersThreadHoldsUpNothing() {
        assertThat(lane.runNow(() -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isTrue();
        assertThat(lane.runNow(() -> {})).isTrue();
    }

    @Test
    void aLaneThatHasStoppedRunsNothing() {
        lane.close();
        assertThat(lane.runNow(() -> {})).isFalse();
    }
}
