package io.ssehub.worker.publish;

import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.StepResult;
import java.util.concurrent.CompletionStage;

/**
 * Where one attempt's answer goes. Calls return at once and reach Redis in the order they were made; an answer that
 * fails leaves open whether the call took effect.
 */
interface AnswerLog {
    /** Appends a fragment: see {@link io.ssehub.protocol.generation.Generations#fragment}. */
    CompletionStage<StepResult> fragment(int index, AnswerBuffer.Fragment fragment);

    /** Writes the ending: see {@link io.ssehub.protocol.generation.Generations#end}. */
    CompletionStage<StepResult> end(int fragments, Ending ending);

    /** Waits until there is a connection to Redis. */
    void awaitUp() throws InterruptedException;
}
