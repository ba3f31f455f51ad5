package io.ssehub.protocol.generation;

import java.util.List;

/**
 * What became of a chat request.
 *
 * @param outcome whether it is new
 * @param id the message id
 * @param state where its generation is
 * @param toQueue messages of the client that the caller has to put into the request stream: this one, unless it has to
 *     wait, or ones that had to wait before; empty if there is nothing to do
 */
public record Submission(Outcome outcome, String id, GenerationState state, List<String> toQueue) {
    /** Whether a request is new. */
    public enum Outcome {
        /** It is, and has been written. */
        ACCEPTED,
        /** It was accepted before. */
        REPEAT,
        /** Another one was accepted under the same request id. */
        CONFLICT,
        /** It is new and was refused: the client has too many. */
        FULL
    }

    public Submission {
        toQueue = List.copyOf(toQueue);
    }

    static Submission full(String id) {
        return new Submission(Outcome.FULL, id, GenerationState.QUEUED, List.of());
    }
}
