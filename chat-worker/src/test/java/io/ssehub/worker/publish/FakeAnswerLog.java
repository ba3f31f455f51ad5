package io.ssehub.worker.publish;

import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisAwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A Redis of one generation that answers by the scripts' rules, and in between fails as it is told. */
class FakeAnswerLog implements AnswerLog {
    /** What happens to one call. */
    enum Fault {
        NONE,
        /** It does not reach Redis. */
        CALL_LOST,
        /** It takes effect, but its answer is lost. */
        ANSWER_LOST,
        /** Its answer comes late, behind others. */
        ANSWER_LATE,
        /** Before it, Redis forgets the newest fragment. */
        FORGETS,
        /** Redis refuses the command itself. */
        REFUSED
    }

    private static final Position SOMEWHERE = new Position(1, 1);

    // Guarded by this.
    private final List<String> fragments = new ArrayList<>();
    private final List<Boolean> lasts = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private Supplier<Fault> faults = () -> Fault.NONE;
    private StepResult refusal;
    private boolean held;
    private final List<Runnable> heldAnswers = new ArrayList<>();
    private int unanswered;
    private int mostUnanswered;
    private int waits;

    /** One permit for each time somebody may go on who waits for Redis. */
    private final Semaphore up = new Semaphore(1_000_000);

    synchronized void faults(Supplier<Fault> next) {
        faults = next;
    }

    synchronized void refuse(StepResult with) {
        refusal = with;
    }

    /** Answers come only after {@link #answer}. */
    synchronized void hold() {
        held = true;
    }

    void answer() {
        List<Runnable> now;
        synchronized (this) {
            held = false;
            now = List.copyOf(heldAnswers);
            heldAnswers.clear();
        }
        now.forEach(Runnable::run);
    }

    void goAway() {
        up.drainPermits();
        faults(() -> Fault.CALL_LOST);
    }

    void comeBack() {
        faults(() -> Fault.NONE);
        up.release(1_000_000);
    }

    synchronized List<String> fragments() {
        return List.copyOf(fragments);
    }

    synchronized List<Boolean> lasts() {
        return List.copyOf(lasts);
    }

    synchronized List<Integer> calls() {
        return List.copyOf(calls);
    }

    synchronized List<Ending> endings() {
        return List.copyOf(endings);
    }

    synchronized int mostUnanswered() {
        return mostUnanswered;
    }

    synchronized int waits() {
        return waits;
    }

    String text() {
        return String.join("", fragments());
    }

    @Override
    public CompletionStage<StepResult> fragment(int index, AnswerBuffer.Fragment fragment) {
        synchronized (this) {
            calls.add(index);
        }
        return call(() -> {
            if (index < fragments.size()) {
                return new StepResult.Repeat(SOMEWHERE);
            }
            if (index > fragments.size()) {
                return new StepResult.Expected(fragments.size());
            }
            fragments.add(fragment.content());
            lasts.add(fragment.isLast());
            return new StepResult.Appended(SOMEWHERE);
        });
    }

    @Override
    public CompletionStage<StepResult> end(int count, Ending ending) {
        return call(() -> {
            if (fragments.size() < count) {
                return new StepResult.Expected(fragments.size());
            }
            endings.add(ending);
            return new StepResult.Finished(SOMEWHERE);
        });
    }

    private synchronized CompletionStage<StepResult> call(Supplier<StepResult> step) {
        CompletableFuture<StepResult> answer = new CompletableFuture<>();
        unanswered++;
        mostUnanswered = Math.max(mostUnanswered, unanswered);
        Fault fault = faults.get();
        if (fault == Fault.FORGETS && endings.isEmpty() && !fragments.isEmpty()) {
            fragments.removeLast();
            lasts.removeLast();
        }
        boolean executed = fault != Fault.CALL_LOST && fault != Fault.REFUSED;
        StepResult result = executed ? execute(step) : null;
        Runnable reply = () -> {
            synchronized (this) {
                unanswered--;
            }
            switch (fault) {
                case CALL_LOST, ANSWER_LOST -> answer.completeExceptionally(new RedisAwayException("test", null));
                case REFUSED -> answer.completeExceptionally(new IllegalStateException("OOM"));
                default -> answer.complete(result);
            }
        };
        if (held) {
            heldAnswers.add(reply);
        } else if (fault == Fault.ANSWER_LATE) {
            Thread.ofVirtual().start(reply);
        } else {
            reply.run();
        }
        return answer;
    }

    private StepResult execute(Supplier<StepResult> step) {
        if (refusal != null) {
            return refusal;
        }
        return endings.isEmpty() ? step.get() : new StepResult.Ended(GenerationState.COMPLETED);
    }

    @Override
    public void awaitUp() throws InterruptedException {
        synchronized (this) {
            waits++;
        }
        up.acquire();
    }
}
