package io.ssehub.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.worker.loop.Backoff;
import io.ssehub.worker.publish.FakeAnswerLog.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerWriterTest {
    private static final Ending STOP = new Ending.Completed("stop", null);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeAnswerLog redis = new FakeAnswerLog();
    private final AtomicInteger appended = new AtomicInteger();
    private final AtomicInteger resends = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private AnswerWriter writer;

    private AnswerWriter open(Duration window, int maxAnswer) {
        writer = AnswerWriter.open(
                redis, new AnswerProperties(window, maxAnswer), Backoff.NONE, new AnswerWriter.Listener() {
                    @Override
                    public void onFragment(int index) {
                        appended.incrementAndGet();
                    }

                    @Override
                    public void onResend() {
                        resends.incrementAndGet();
                    }

                    @Override
                    public void onRefused() {
                        refusals.incrementAndGet();
                    }
                });
        return writer;
    }

    private AnswerWriter open(Duration window) {
        return open(window, 1_000_000);
    }

    @AfterEach
    void close() {
        if (writer != null) {
            writer.close();
        }
    }

    private static void until(Callable<Boolean> state) {
        await().atMost(PATIENCE).until(state);
    }

    @Test
    void piecesOfOneWindowBecomeOneFragmentThatIsKnownToBeTheLast() throws InterruptedException {
        open(NEVER);
        for (String piece : List.of("to", "geth", "er")) {
            assertThat(writer.offer(piece)).isTrue();
        }
        assertThat(writer.finish(STOP)).isInstanceOf(StepResult.Finished.class);
        assertThat(redis.fragments()).containsExactly("together");
        assertThat(redis.lasts()).containsExactly(true);
        assertThat(redis.endings()).containsExactly(STOP);
    }

    @Test
    void withoutAWindowAPieceGoesOutAtOnce() throws InterruptedException {
        open(AT_ONCE);
        writer.offer("first");
        until(() -> redis.fragments().size() == 1);
        writer.offer("second");
        until(() -> redis.fragments().size() == 2);
        writer.finish(STOP);
        assertThat(redis.lasts()).containsExactly(false, false);
        assertThat(appended).hasValue(2);
    }

    @Test
    void anAnswerWithoutTextIsOnlyEnded() throws InterruptedException {
        open(AT_ONCE);
        assertThat(writer.finish(STOP)).isInstanceOf(StepResult.Finished.class);
        assertThat(redis.fragments()).isEmpty();
    }

    @Test
    void aFailureKeepsWhatWasSaidAndDoesNotCallItComplete() throws InterruptedException {
        open(NEVER);
        writer.offer("half an ans");
        Ending failed = new Ending.Failed("timed_out", "Ask again.");
        writer.finish(failed);
        assertThat(redis.text()).isEqualTo("half an ans");
        assertThat(redis.lasts()).containsExactly(false);
        assertThat(redis.endings()).containsExactly(failed);
    }

    @Test
    void aLongPieceIsSplitInBoundedFragments() throws InterruptedException {
        open(NEVER);
        String text = "😀".repeat(20_000);
        writer.offer(text);
        writer.finish(STOP);
        assertThat(redis.text()).isEqualTo(text);
        assertThat(redis.fragments()).hasSizeGreaterThan(4).allSatisfy(each -> assertThat(each.length())
                .isLessThanOrEqualTo(AnswerBuffer.LONGEST_FRAGMENT));
    }

    @Test
    void anAnswerIsCutAtItsGreatestLength() throws InterruptedException {
        open(AT_ONCE, 10);
        assertThat(writer.offer("12345678")).isTrue();
        assertThat(writer.isFull()).isFalse();
        assertThat(writer.offer("9abc")).isFalse();
        assertThat(writer.isFull()).isTrue();
        assertThat(writer.offer("d")).isFalse();
        writer.finish(STOP);
        assertThat(redis.text()).isEqualTo("123456789a");
        assertThat(refusals).hasValue(0);
    }

    @Test
    void fragmentsDoNotWaitForEachOtherButForALimit() throws InterruptedException {
        open(AT_ONCE);
        redis.hold();
        String text = "x".repeat(AnswerBuffer.LONGEST_FRAGMENT * 40);
        writer.offer(text);
        until(() -> redis.calls().size() == 32);
        redis.answer();
        writer.finish(STOP);
        assertThat(redis.text()).isEqualTo(text);
        assertThat(redis.mostUnanswered()).isEqualTo(32);
    }

    @Test
    void whileAnswersAreAwaitedPiecesGatherIntoOneFragment() throws InterruptedException {
        open(AT_ONCE);
        redis.hold();
        writer.offer("x".repeat(AnswerBuffer.LONGEST_FRAGMENT * 32));
        until(() -> redis.calls().size() == 32);
        for (int i = 0; i < 100; i++) {
            writer.offer("y");
        }
        redis.answer();
        writer.finish(STOP);
        assertThat(redis.fragments()).hasSize(33).last().isEqualTo("y".repeat(100));
    }

    @Test
    void aFragmentThatNeverReachedRedisIsSentAgainWithAllBehindIt() throws InterruptedException {
        open(AT_ONCE);
        Deque<Fault> script = new ArrayDeque<>(List.of(Fault.NONE, Fault.CALL_LOST));
        redis.faults(() -> script.isEmpty() ? Fault.NONE : script.poll());
        redis.hold();
        String text = "x".repeat(AnswerBuffer.LONGEST_FRAGMENT * 5);
        writer.offer(text);
        until(() -> redis.calls().size() == 5);
        redis.answer();
        writer.finish(STOP);
        assertThat(redis.text()).isEqualTo(text);
        assertThat(redis.calls()).containsExactly(0, 1, 2, 3, 4, 1, 2, 3, 4);
        assertThat(resends).hasValue(1);
    }

    @Test
    void nothingIsResentBeforeEveryAnswerIsIn() throws InterruptedException {
        open(AT_ONCE);
        redis.faults(() -> Fault.CALL_LOST);
        redis.hold();
        writer.offer("x".repeat(AnswerBuffer.LONGEST_FRAGMENT * 3));
        until(() -> redis.calls().size() == 3);
        assertThat(redis.waits()).isZero();
        redis.faults(() -> Fault.NONE);
        redis.answer();
        writer.finish(STOP);
        assertThat(redis.calls()).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void anAnswerThatWasLostDoesNotDoubleItsFragment() throws InterruptedException {
        open(AT_ONCE);
        Deque<Fault> script = new ArrayDeque<>(List.of(Fault.ANSWER_LOST));
        redis.faults(() -> script.isEmpty() ? Fault.NONE : script.poll());
        writer.offer("once");
        writer.finish(STOP);
        assertThat(redis.fragments()).containsExactly("once");
        assertThat(redis.calls()).containsExactly(0, 0);
    }

    @Test
    void whileRedisIsAwayTheAnswerGrowsAndIsSentWhenItIsBack() throws InterruptedException {
        open(AT_ONCE);
        writer.offer("before ");
        until(() -> redis.fragments().size() == 1);
        redis.goAway();
        writer.offer("while ");
        until(() -> redis.waits() == 1);
        writer.offer("away ");
        redis.comeBack();
        writer.offer("after");
        writer.finish(STOP);
        assertThat(redis.text()).isEqualTo("before while away after");
    }

    @Test
    void aProbeGoesFirstAfterAFailure() throws InterruptedException {
        open(AT_ONCE);
        redis.goAway();
        writer.offer("x".repeat(AnswerBuffer.LONGEST_FRAGMENT * 3));
        until(() -> redis.waits() == 1);
        List<Integer> lost = redis.calls();
        redis.hold();
        redis.comeBack();
        until(() -> redis.calls().size() == lost.size() + 1);
        redis.answer();
        writer.finish(STOP);
        assertThat(redis.calls().get(lost.size())).isZero();
    }

    @Test
    void aRedisThatForgotFragmentsGetsThemAgain() throws InterruptedException {
        open(AT_ONCE);
        for (String piece : List.of("a", "b", "c")) {
            int before = redis.fragments().size();
            writer.offer(piece);
            until(() -> redis.fragments().size() == before + 1);
        }
        Deque<Fault> script = new ArrayDeque<>(List.of(Fault.FORGETS));
        redis.faults(() -> script.isEmpty() ? Fault.NONE : script.poll());
        writer.offer("d");
        writer.finish(STOP);
        assertThat(redis.fragments()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void anEndingWhoseAnswerWasLostIsNotWrittenTwice() throws InterruptedException {
        open(AT_ONCE);
        Deque<Fault> script = new ArrayDeque<>(List.of(Fault.ANSWER_LOST));
        redis.faults(() -> script.isEmpty() ? Fault.NONE : script.poll());
        assertThat(writer.finish(STOP)).isEqualTo(new StepResult.Ended(GenerationState.COMPLETED));
        assertThat(redis.endings()).hasSize(1);
    }

    static List<StepResult> refusals() {
        return List.of(
                new StepResult.Fenced(2), new StepResult.Ended(GenerationState.CANCELLED), new StepResult.Gone());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedWriterTellsOnceAndTakesNoMore(StepResult refusal) throws InterruptedException {
        open(AT_ONCE);
        redis.refuse(refusal);
        writer.offer("too late");
        until(() -> refusals.get() == 1);
        assertThat(writer.offer("much too late")).isFalse();
        assertThat(writer.refusal()).isEqualTo(refusal);
        assertThat(writer.finish(STOP)).isEqualTo(refusal);
        assertThat(redis.calls()).containsExactly(0);
        assertThat(refusals).hasValue(1);
    }

    @Test
    void whoWaitsForTheEndIsToldByItAlone() throws InterruptedException {
        open(NEVER);
        redis.refuse(new StepResult.Fenced(2));
        writer.offer("too late");
        assertThat(writer.finish(STOP)).isEqualTo(new StepResult.Fenced(2));
        assertThat(refusals).hasValue(0);
    }

    @Test
    void aRedisThatKeepsRefusingIsGivenUp() {
        open(AT_ONCE);
        redis.faults(() -> Fault.REFUSED);
        writer.offer("no");
        until(() -> refusals.get() == 1);
        assertThatIllegalStateException().isThrownBy(() -> writer.finish(STOP)).withMessageContaining("refusing");
        assertThat(redis.calls()).hasSize(5);
    }

    @Test
    void aClosedWriterTakesNothing() {
        open(AT_ONCE);
        writer.close();
        assertThat(writer.offer("late")).isFalse();
        assertThat(refusals).hasValue(0);
    }

    static List<Long> seeds() {
        return new Random(20_261_121).longs(2_000).boxed().toList();
    }

    @Test
    void whateverIsLostDelayedOrForgottenTheAnswerIsWhole() throws InterruptedException {
        for (long seed : seeds()) {
            wholeAnswer(seed);
        }
    }

    private static void wholeAnswer(long seed) throws InterruptedException {
        Random random = new Random(seed);
        FakeAnswerLog flaky = new FakeAnswerLog();
        Fault[] kinds = {Fault.CALL_LOST, Fault.ANSWER_LOST, Fault.ANSWER_LATE, Fault.FORGETS};
        Random faults = new Random(seed + 1);
        flaky.faults(() -> faults.nextInt(3) == 0 ? kinds[faults.nextInt(kinds.length)] : Fault.NONE);
        AnswerWriter.Listener nobody = new AnswerWriter.Listener() {
            @Override
            public void onFragment(int index) {}

            @Override
            public void onResend() {}

            @Override
            public void onRefused() {}
        };
        StringBuilder said = new StringBuilder();
        try (AnswerWriter each =
                AnswerWriter.open(flaky, new AnswerProperties(AT_ONCE, 1_000_000), Backoff.NONE, nobody)) {
            for (int pieces = random.nextInt(40); pieces > 0; pieces--) {
                String piece = "piece " + pieces + (random.nextBoolean() ? " 😀" : " 你好");
                said.append(piece);
                each.offer(piece);
                if (random.nextInt(4) == 0) {
                    Thread.yield();
                }
            }
            each.finish(STOP);
        }
        assertThat(flaky.text()).as("seed %d", seed).isEqualTo(said.toString());
        assertThat(flaky.endings()).as("seed %d", seed).hasSize(1);
        assertThat(flaky.mostUnanswered()).as("seed %d", seed).isLessThanOrEqualTo(32);
    }
}
