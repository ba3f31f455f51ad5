package io.ssehub.protocol.request;

import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.Submission;
import io.ssehub.protocol.generation.Submission.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks the question of a dead letter again, as a new message of its client. The letter stands for the new request's id,
 * so that a repetition makes no second message, and it leaves last, so that a call that breaks off can be repeated.
 *
 * <p>Thread-safe.
 */
public final class Requeuing {
    private final DeadLetters letters;
    private final Generations generations;
    private final RequestQueue queue;

    public Requeuing(DeadLetters letters, Generations generations, RequestQueue queue) {
        this.letters = letters;
        this.generations = generations;
        this.queue = queue;
    }

    /** Asks again what this letter is about. */
    public CompletionStage<Requeued> requeue(String entryId) {
        return letters.find(entryId)
                .thenCompose(letter -> letter.isPresent() ? requeue(letter.get()) : answer(new Requeued.Unknown()));
    }

    private CompletionStage<Requeued> requeue(DeadLetter letter) {
        return generations.find(letter.clientId(), letter.messageId()).thenCompose(dead -> submit(letter, dead));
    }

    private CompletionStage<Requeued> submit(DeadLetter letter, Optional<Generation> dead) {
        if (dead.isEmpty()) {
            return answer(new Requeued.Expired());
        }
        String requestId = "dead:" + letter.entryId();
        return generations
                .submit(
                        letter.clientId(),
                        requestId,
                        dead.get().question(),
                        dead.get().conversation())
                .thenCompose(
                        again -> again.outcome() == Outcome.FULL ? answer(new Requeued.Full()) : queue(letter, again));
    }

    private CompletionStage<Requeued> queue(DeadLetter letter, Submission again) {
        List<CompletableFuture<Void>> queued = again.toQueue().stream()
                .map(id -> queue.add(letter.clientId(), id).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(queued.toArray(CompletableFuture<?>[]::new))
                .thenCompose(done -> letters.remove(letter.entryId()))
                .thenApply(removed -> new Requeued.Done(letter.clientId(), again.id()));
    }

    private static CompletionStage<Requeued> answer(Requeued outcome) {
        return CompletableFuture.completedStage(outcome);
    }
}
