package io.ssehub.hub.chat;

import io.ssehub.hub.session.Recap;
import io.ssehub.hub.session.Selection;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.Snapshot;
import io.ssehub.protocol.log.EntryRef;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One answer out of its client's channel, to its ending; in place of what the log may lack, its text so far. */
final class AnswerSelection implements Selection, Recap.Source {
    private final Generations generations;
    private final String clientId;
    private final String messageId;
    private final Executor virtualThreads;

    /** The newest attempt that was seen; for an ending of our own. */
    private volatile int attempt;

    AnswerSelection(Generations generations, String clientId, String messageId, Executor virtualThreads) {
        this.generations = generations;
        this.clientId = clientId;
        this.messageId = messageId;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public boolean shows(EntryRef ref) {
        if (ref.ofMessage().filter(messageId::equals).isEmpty()) {
            return false;
        }
        if (ref instanceof EntryRef.Start start) {
            attempt = start.attempt();
        }
        return true;
    }

    @Override
    public boolean endsWith(EntryRef ref) {
        return ref instanceof EntryRef.End;
    }

    @Override
    public Optional<Recap.Source> recaps() {
        return Optional.of(this);
    }

    @Override
    public CompletionStage<Recap> recap() {
        // A long text is not to be written on the driver's thread.
        return generations.snapshot(clientId, messageId).thenApplyAsync(this::told, virtualThreads);
    }

    private Recap told(Snapshot snapshot) {
        Optional<Generation> found = snapshot.generation();
        found.ifPresent(generation -> attempt = generation.attempt());
        return found.map(generation -> AnswerRecap.of(clientId, generation, snapshot.head()))
                .orElseGet(() -> AnswerRecap.lost(clientId, messageId, attempt));
    }
}
