package io.ssehub.worker.run;

import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.trace.Traces;
import io.ssehub.protocol.trace.Traces.Kind;
import io.ssehub.protocol.trace.Traces.Step;
import io.ssehub.worker.generator.GenerationException;
import java.time.Instant;

/**
 * What a tracing system is told of one run: the wait before the first attempt, the attempt, and in it the provider's part.
 * All of it is part of what the hub has named; of a question that is not traced nothing is told. Touched by the run's thread.
 */
final class RunTrace {
    private static final String ATTEMPT = "ssehub.attempt";
    private static final String OUTCOME = "ssehub.outcome";
    private static final String CODE = "ssehub.code";

    private final Traces traces;
    private final Instant taken = Instant.now();
    private Step attempt = Step.NONE;

    RunTrace(Traces traces) {
        this.traces = traces;
    }

    /** An attempt has begun. */
    void began(Attempt begun, Generation generation) {
        generation.traceparent().ifPresent(parent -> {
            if (begun.number() == 1) {
                waited(parent, generation);
            }
            attempt = traces.begin("attempt", Kind.CONSUMER, parent, taken);
            attempt.note(Traces.MESSAGE, begun.messageId());
            attempt.note(ATTEMPT, Integer.toString(begun.number()));
        });
    }

    private void waited(String parent, Generation generation) {
        // By Redis' clock; it may be ahead of this one.
        Instant accepted = generation.created().isBefore(taken) ? generation.created() : taken;
        try (Step wait = traces.begin("queue wait", Kind.INTERNAL, parent, accepted)) {
            wait.note(Traces.MESSAGE, generation.id());
        }
    }

    /** Somebody is asked for an answer. */
    Step asked(String generator) {
        if (attempt.traceparent().isEmpty()) {
            return Step.NONE;
        }
        Step provider = traces.begin("provider call", Kind.CLIENT, attempt.traceparent());
        provider.note("ssehub.generator", generator);
        return provider;
    }

    static void failed(Step provider, GenerationException failure) {
        provider.note(CODE, failure.code().code());
        provider.fail(failure.code().code());
    }

    /** The run is over. */
    void ended(Outcome outcome, String code) {
        attempt.note(OUTCOME, outcome.tag());
        attempt.note(CODE, code);
        if (outcome != Outcome.COMPLETED && outcome != Outcome.CANCELLED) {
            attempt.fail(outcome.tag());
        }
        attempt.close();
    }
}
