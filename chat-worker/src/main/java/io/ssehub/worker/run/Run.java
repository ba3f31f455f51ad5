package io.ssehub.worker.run;

import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.trace.Traces;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.publish.AnswerWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One request: finds out what is to be done, does it, and takes the request out of the stream once it has ended. */
public final class Run {
    /*
     * Threads: one executes; stop() comes from any. The reason is set before the interrupt, and only the first counts.
     * While CLOSING, when the outcome is known, only the end of the process interrupts, so that nothing else keeps an
     * ended request from leaving the stream.
     */
    private enum Phase {
        NEW,
        ATTEMPTING,
        CLOSING,
        OVER
    }

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    /** Finish reasons that metrics show by name; providers may have others. */
    private static final Set<String> KNOWN_FINISHES = Set.of(Reply.STOP, Reply.LENGTH);

    private static final String NO_CODE = "none";

    /** Endings that this run has written itself; with any other, somebody else may have died after it. */
    private static final Set<Outcome> OWN_ENDINGS = Set.of(Outcome.COMPLETED, Outcome.FAILED, Outcome.EXHAUSTED);

    // Final after construction.
    private final ChatRequest request;
    private final Runner with;
    private final long takenNanos = System.nanoTime();
    private final RunTrace trace;

    // Of the executing thread.
    private String code = NO_CODE;

    // Written by the executing thread.
    private volatile @Nullable Attempt attempt;

    // Guarded by this.
    private Phase phase = Phase.NEW;
    private @Nullable Thread thread;
    private @Nullable StopReason stop;

    Run(ChatRequest request, Runner with) {
        this.request = request;
        this.with = with;
        this.trace = new RunTrace(with.traces);
    }

    public ChatRequest request() {
        return request;
    }

    /** The attempt that was begun, if one was. */
    public Optional<Attempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    /** Executes it on the calling thread; called once. Every line of the log about it carries its message and client. */
    public Outcome execute() {
        try (var _ = MDC.putCloseable("hub.message", request.messageId());
                var _ = MDC.putCloseable("hub.client", with.clientNames.shown(request.clientId()))) {
            return executed();
        }
    }

    private Outcome executed() {
        with.meters.runBegan();
        enter(Phase.ATTEMPTING);
        Outcome attempted = attempted();
        enter(Phase.CLOSING);
        Outcome outcome = close(attempted);
        enter(Phase.OVER);
        trace.ended(outcome, code);
        with.meters.runEnded(outcome.tag(), code, Duration.ofNanos(System.nanoTime() - takenNanos));
        log.debug("{}: {}", request.messageId(), outcome.tag());
        return outcome;
    }

    /** Makes it end early; how it ends is found out by itself. Does nothing once the outcome is known. */
    public synchronized void stop(StopReason reason) {
        if (phase == Phase.OVER || (phase == Phase.CLOSING && reason != StopReason.SHUTDOWN)) {
            return;
        }
        if (stop == null || reason == StopReason.SHUTDOWN) {
            stop = reason;
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Enters the next phase; an interrupt that was meant for the one before is taken back. */
    private synchronized void enter(Phase next) {
        log.trace("{}: {} -> {}", request.messageId(), phase, next);
        phase = next;
        thread = next == Phase.OVER ? null : Thread.currentThread();
        boolean interrupted = Thread.interrupted();
        if (stop != null && (next == Phase.ATTEMPTING || (interrupted && stop == StopReason.SHUTDOWN))) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable StopReason stopReason() {
        return stop;
    }

    private Outcome attempted() {
        try {
            return takeUp();
        } catch (InterruptedException stopped) {
            return stopped();
        } catch (RuntimeException fault) {
            log.error("{}: cannot be worked on, left for another try", request.messageId(), fault);
            attempt().ifPresent(begun -> with.deadLetters.tryToNote(begun, fault));
            return Outcome.ABANDONED;
        }
    }

    private Outcome stopped() {
        StopReason reason = stopReason();
        return switch (reason) {
            case CANCELLED -> Outcome.CANCELLED;
            case LEASE_LOST -> Outcome.LEASE_LOST;
            case SHUTDOWN -> Outcome.GIVEN_BACK;
            case REFUSED -> Outcome.ABANDONED;
            case null -> Outcome.ABANDONED;
        };
    }

    private Outcome takeUp() throws InterruptedException {
        Optional<Generation> found = find();
        if (found.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        Generation generation = found.get();
        if (generation.state().isEnded()) {
            return Outcome.ENDED_BEFORE;
        }
        if (generation.state() == GenerationState.RUNNING && isDuplicate()) {
            return Outcome.DUPLICATE;
        }
        String owner = OwnerToken.fresh(request.entryId());
        StepResult begun = with.uplink.ask(() -> with.generations.start(
                request.clientId(), request.messageId(), generation.attempt(), owner, with.properties.maxAttempts()));
        return switch (begun) {
            case StepResult.Started started ->
                answer(new Attempt(request.clientId(), request.messageId(), started.attempt(), owner), generation);
            case StepResult.Exhausted _ -> {
                log.warn("{}: given up after {} attempts", request.messageId(), generation.attempt());
                code = FailureCode.TOO_MANY_ATTEMPTS.code();
                yield Outcome.EXHAUSTED;
            }
            case StepResult.Ended _ -> Outcome.ENDED_BEFORE;
            case StepResult.Gone _ -> Outcome.UNKNOWN;
            case StepResult.Fenced _ -> isDuplicate() ? Outcome.DUPLICATE : Outcome.LEASE_LOST;
            default -> throw new IllegalStateException("a start was answered by " + begun);
        };
    }

    private Optional<Generation> find() throws InterruptedException {
        return with.uplink.ask(() -> with.generations.find(request.clientId(), request.messageId()));
    }

    /** Whether the newest attempt belongs to another entry of the stream, and that entry is still there to be answered for. */
    private boolean isDuplicate() throws InterruptedException {
        Optional<String> owner = with.uplink.ask(() -> with.generations.owner(request.clientId(), request.messageId()));
        Optional<String> entry = owner.flatMap(OwnerToken::entryOf).filter(id -> !id.equals(request.entryId()));
        return entry.isPresent() && with.uplink.ask(() -> with.queue.contains(entry.get()));
    }

    private Outcome answer(Attempt begun, Generation generation) throws InterruptedException {
        attempt = begun;
        trace.began(begun, generation);
        Question question =
                new Question(generation.question(), with.recollection.before(request.clientId(), generation));
        if (begun.number() > 1) {
            with.meters.attemptRepeated();
            log.info("{}: attempt {}", request.messageId(), begun.number());
        }
        try (AnswerWriter writer = with.desk.open(begun, takenNanos, () -> stop(StopReason.REFUSED))) {
            try {
                Ending ending = generate(begun, question, writer);
                return outcome(writer.finish(ending), ending);
            } catch (InterruptedException stopped) {
                StepResult refusal = writer.refusal();
                if (refusal == null) {
                    throw stopped;
                }
                return outcome(refusal, null);
            }
        }
    }

    private Ending generate(Attempt begun, Question question, AnswerWriter writer) throws InterruptedException {
        Ending ending;
        try {
            Reply reply = ask(question, writer);
            reply.usage().ifPresent(used -> with.meters.tokens(used.inputTokens(), used.outputTokens()));
            ending = new Ending.Completed(
                    writer.isFull() ? Reply.LENGTH : reply.finishReason(),
                    reply.usage().map(Run::json).orElse(null));
        } catch (GenerationException failure) {
            throwIfStopped();
            log.warn(
                    "{}: generation failed: {}",
                    request.messageId(),
                    failure.code().code(),
                    failure.getCause());
            if (failure.code() == FailureCode.INTERNAL) {
                with.deadLetters.note(begun, failure);
            }
            ending = failed(failure.code());
        } catch (RuntimeException fault) {
            throwIfStopped();
            log.error("{}: the generator is broken", request.messageId(), fault);
            with.deadLetters.note(begun, fault);
            ending = failed(FailureCode.INTERNAL);
        }
        throwIfStopped();
        return ending;
    }

    private Reply ask(Question question, AnswerWriter writer) throws InterruptedException, GenerationException {
        try (Traces.Step provider = trace.asked(with.generatorName)) {
            try {
                return with.generator.generate(question, writer);
            } catch (GenerationException failure) {
                RunTrace.failed(provider, failure);
                throw failure;
            }
        }
    }

    /** Some generators turn an interrupt into a failure, or into an early end. */
    private void throwIfStopped() throws InterruptedException {
        if (stopReason() != null) {
            throw new InterruptedException();
        }
    }

    private static Ending failed(FailureCode failure) {
        return new Ending.Failed(failure.code(), failure.advice());
    }

    private static String json(Reply.Usage usage) {
        return "{\"inputTokens\":" + usage.inputTokens() + ",\"outputTokens\":" + usage.outputTokens() + '}';
    }

    /**
     * What the last answer to the writer means.
     *
     * @param ending the ending that was written or tried; null if it did not come to that
     */
    private Outcome outcome(StepResult last, @Nullable Ending ending) {
        return switch (last) {
            case StepResult.Finished _ -> ended(ending);
            case StepResult.Ended(GenerationState state) when state == GenerationState.CANCELLED -> Outcome.CANCELLED;
            // Only this run could have written it: an earlier try was successful after all.
            case StepResult.Ended _ -> ended(ending);
            case StepResult.Fenced _ -> Outcome.LEASE_LOST;
            case StepResult.Gone _ -> Outcome.LOST;
            default -> throw new IllegalStateException("an answer was answered by " + last);
        };
    }

    private Outcome ended(@Nullable Ending ending) {
        return switch (ending) {
            case Ending.Completed completed -> {
                code = KNOWN_FINISHES.contains(completed.finishReason()) ? completed.finishReason() : "other";
                yield Outcome.COMPLETED;
            }
            case Ending.Failed failed -> {
                code = failed.code();
                yield Outcome.FAILED;
            }
            case null -> Outcome.ENDED_BEFORE;
        };
    }

    /** Does what the outcome asks for; the outcome that came of it. */
    private Outcome close(Outcome outcome) {
        try {
            Outcome checked =
                    switch (outcome) {
                        case CANCELLED -> checkedCancel();
                        case LOST -> checkedLoss();
                        default -> outcome;
                    };
            if (checked == Outcome.LOST && attempt != null) {
                with.desk.tellLost(attempt);
            }
            if (checked == Outcome.CANCELLED) {
                with.meters.cancelled();
            }
            if (checked.isFinal()) {
                settle(checked);
                var _ = with.uplink.ask(() -> with.queue.finish(request.entryId()));
            }
            return checked;
        } catch (InterruptedException shutdown) {
            return Outcome.GIVEN_BACK;
        } catch (RuntimeException fault) {
            log.error("{}: cannot leave the stream, left for another try", request.messageId(), fault);
            return Outcome.ABANDONED;
        }
    }

    /** Does what an ending brings with it, while the request still stands for it: if this process dies, another does. */
    private void settle(Outcome outcome) throws InterruptedException {
        if (outcome == Outcome.DUPLICATE) {
            return;
        }
        boolean mayBeDead = outcome == Outcome.EXHAUSTED
                || outcome == Outcome.ENDED_BEFORE
                || (outcome == Outcome.FAILED && code.equals(FailureCode.INTERNAL.code()));
        if (mayBeDead) {
            Optional<Generation> ended = find();
            if (ended.isPresent()) {
                with.deadLetters.writeIfDead(request, ended.get());
            }
        }
        with.nextInLine.admit(request.clientId(), !OWN_ENDINGS.contains(outcome));
    }

    /** What was erased with its client is not lost: nobody is told, and nothing of the client may come back. */
    private Outcome checkedLoss() throws InterruptedException {
        return isErased() ? Outcome.UNKNOWN : Outcome.LOST;
    }

    private boolean isErased() throws InterruptedException {
        return with.uplink.ask(() -> with.erased.contains(request.clientId(), request.messageId()));
    }

    /**
     * A nudge is only a hint: the request leaves the stream only once Redis says that its generation has ended, or that
     * it is being erased, of which the nudge may tell before the generation is gone.
     */
    private Outcome checkedCancel() throws InterruptedException {
        Optional<Generation> now = find();
        if (now.isPresent() && now.get().state().isEnded()) {
            return Outcome.CANCELLED;
        }
        return now.isEmpty() || isErased() ? Outcome.UNKNOWN : Outcome.ABANDONED;
    }
}
