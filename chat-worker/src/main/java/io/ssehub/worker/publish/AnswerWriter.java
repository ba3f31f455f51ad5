package io.ssehub.worker.publish;

import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.FragmentKind;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.worker.generator.FragmentConsumer;
import io.ssehub.worker.loop.Backoff;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes one attempt's answer: numbers its fragments, sends them pipelined and in order, and sends again what Redis does
 * not have, for as long as nobody else has ended or taken over the answer.
 */
public final class AnswerWriter implements FragmentConsumer, AutoCloseable {
    /*
     * Threads: the generator's offers and finishes; a thread of the writer's own is the only one that sends, hence the
     * order; answers come on the driver's thread, which must not wait. One lock guards all state and is never held while
     * sending or calling out.
     *
     * Resending: an index that Redis has taken says that it has all before it, `expected` says what it has, and a failure
     * says nothing. After either of the latter two nothing is sent until every answer is in; then it goes on from
     * `confirmed`, with one fragment as a probe until one is taken. What Redis had already it answers by `repeat`.
     */

    /** Enough to keep a connection busy over its round trip, little enough to be resent. */
    private static final int MOST_IN_FLIGHT = 32;

    /** Redis may refuse while it is out of memory, which may pass; what is wrong stays wrong. */
    private static final int MOST_REFUSALS = 5;

    // Final after construction.
    private final AnswerLog answerLog;
    private final long windowNanos;
    private final Backoff backoff;
    private final Listener listener;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final AnswerBuffer buffer;
    private long cutAtNanos;
    private int next;
    private int confirmed;
    private int inFlight;
    private int mostInFlight = MOST_IN_FLIGHT;
    private boolean goBack;
    private boolean failed;
    private int roundsWithoutProgress;
    private int refusals;
    private @Nullable Ending ending;
    private @Nullable StepResult result;
    private @Nullable RuntimeException failure;
    private boolean closed;

    /** Is told how the writing goes. Called on any thread; must not block. */
    interface Listener {
        /** Redis has taken a fragment for the first time. */
        void onFragment(int index);

        /** It goes back to resend. */
        void onResend();

        /** Nothing more will be taken; called once, and not while {@link #finish} waits. */
        void onRefused();
    }

    private AnswerWriter(AnswerLog answerLog, AnswerProperties properties, Backoff backoff, Listener listener) {
        this.answerLog = answerLog;
        this.windowNanos = properties.fragmentWindow().toNanos();
        this.backoff = backoff;
        this.listener = listener;
        this.buffer = new AnswerBuffer(properties.maxAnswer());
        this.thread = Thread.ofVirtual().name("answer").unstarted(this::work);
    }

    /** Begins to write. */
    static AnswerWriter open(AnswerLog answerLog, AnswerProperties properties, Backoff backoff, Listener listener) {
        AnswerWriter writer = new AnswerWriter(answerLog, properties, backoff, listener);
        writer.thread.start();
        return writer;
    }

    @Override
    public boolean offer(String text) {
        return offer(FragmentKind.ANSWER, text);
    }

    @Override
    public boolean offerReasoning(String text) {
        return offer(FragmentKind.REASONING, text);
    }

    private boolean offer(FragmentKind kind, String text) {
        lock.lock();
        try {
            if (isOver() || buffer.isFull()) {
                return false;
            }
            if (!buffer.hasWaiting()) {
                cutAtNanos = System.nanoTime() + windowNanos;
            }
            boolean taken = buffer.add(kind, text);
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the answer was cut off at its greatest length. */
    public boolean isFull() {
        lock.lock();
        try {
            return buffer.isFull();
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing more is taken: {@code Ended}, {@code Fenced} or {@code Gone}; null if that is not so. */
    public @Nullable StepResult refusal() {
        lock.lock();
        try {
            return result;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the rest and the ending, and waits for that: {@code Finished}, {@code Ended}, {@code Fenced} or {@code
     * Gone}. {@code Ended} may mean that an earlier try of this call was successful.
     *
     * @throws IllegalStateException if Redis keeps refusing for other reasons
     */
    public StepResult finish(Ending how) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            ending = how;
            changed.signalAll();
            while (true) {
                if (result != null) {
                    return result;
                }
                if (failure != null) {
                    throw failure;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops writing; what is not written is dropped. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }

    /** What the writer's thread does next. */
    private sealed interface Step {
        record Send(int index, AnswerBuffer.Fragment fragment) implements Step {}

        record End(int fragments, Ending how) implements Step {}

        /** @param failures rounds in a row that brought nothing; 0 if there is no reason to wait */
        record GoBack(int failures) implements Step {}

        record Stop() implements Step {}
    }

    private void work() {
        try {
            while (true) {
                switch (awaitStep()) {
                    case Step.Send(int index, AnswerBuffer.Fragment fragment) ->
                        send(index, answerLog.fragment(index, fragment));
                    case Step.End(int fragments, Ending how) -> send(fragments, answerLog.end(fragments, how));
                    case Step.GoBack(int failures) -> {
                        listener.onResend();
                        if (failures > 0) {
                            answerLog.awaitUp();
                            backoff.pause(failures);
                        }
                    }
                    case Step.Stop() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException closedMeanwhile) {
            // Only close() interrupts.
        } catch (RuntimeException fault) {
            giveUp(fault);
        }
    }

    private void send(int index, CompletionStage<StepResult> answer) {
        answer.whenComplete((step, problem) -> onAnswer(index, step, problem));
    }

    private Step awaitStep() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (isOver()) {
                    return new Step.Stop();
                }
                if (goBack && inFlight == 0) {
                    return goBack();
                }
                if (!goBack && inFlight < mostInFlight) {
                    if (next == buffer.size() && isCutDue()) {
                        buffer.cut(ending instanceof Ending.Completed);
                    }
                    if (next < buffer.size()) {
                        inFlight++;
                        return new Step.Send(next, buffer.fragment(next++));
                    }
                    // Half of a surrogate pair may be left over; it is not text.
                    if (ending != null && inFlight == 0 && !buffer.canCut()) {
                        inFlight++;
                        return new Step.End(next, ending);
                    }
                    if (buffer.canCut()) {
                        var _ = changed.awaitNanos(cutAtNanos - System.nanoTime());
                        continue;
                    }
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isCutDue() {
        return buffer.canCut() && (ending != null || buffer.fillsFragment() || System.nanoTime() - cutAtNanos >= 0);
    }

    private Step goBack() {
        boolean wait = failed || roundsWithoutProgress > 0;
        roundsWithoutProgress++;
        goBack = false;
        failed = false;
        next = confirmed;
        mostInFlight = 1;
        return new Step.GoBack(wait ? roundsWithoutProgress : 0);
    }

    private void onAnswer(int index, @Nullable StepResult step, @Nullable Throwable problem) {
        boolean appended = false;
        boolean refused;
        lock.lock();
        try {
            inFlight--;
            boolean over = isOver();
            if (step == null) {
                onFailure(problem);
            } else {
                appended = step instanceof StepResult.Appended;
                onResult(index, step);
            }
            refused = !over && isOver() && ending == null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (appended) {
            listener.onFragment(index);
        }
        if (refused) {
            listener.onRefused();
        }
    }

    private void onResult(int index, StepResult step) {
        switch (step) {
            case StepResult.Appended _ -> onTaken(index);
            case StepResult.Repeat _ -> onTaken(index);
            case StepResult.Expected expected -> {
                confirmed = expected.index();
                goBack = true;
            }
            case StepResult.Finished _ -> over(step);
            case StepResult.Ended _ -> over(step);
            case StepResult.Fenced _ -> over(step);
            case StepResult.Gone _ -> over(step);
            case StepResult.Started _ -> onFailure(new IllegalStateException("unexpected: " + step));
            case StepResult.Exhausted _ -> onFailure(new IllegalStateException("unexpected: " + step));
        }
    }

    private void onTaken(int index) {
        confirmed = Math.max(confirmed, index + 1);
        mostInFlight = MOST_IN_FLIGHT;
        roundsWithoutProgress = 0;
        refusals = 0;
    }

    private void onFailure(@Nullable Throwable problem) {
        goBack = true;
        failed = true;
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        if (!(cause instanceof RedisAwayException) && ++refusals >= MOST_REFUSALS && failure == null) {
            failure = new IllegalStateException("Redis keeps refusing the answer", cause);
        }
    }

    private void over(StepResult step) {
        if (result == null) {
            result = step;
        }
    }

    private boolean isOver() {
        return closed || result != null || failure != null;
    }

    private void giveUp(RuntimeException fault) {
        boolean refused;
        lock.lock();
        try {
            refused = !isOver() && ending == null;
            failure = fault;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (refused) {
            listener.onRefused();
        }
    }
}
