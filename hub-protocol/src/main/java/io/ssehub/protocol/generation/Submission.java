package io.ssehub.protocol.generation;

/**
 * What became of a chat request.
 *
 * @param outcome whether it is new
 * @param id the message id
 * @param state where its generation is
 */
public record Submission(Outcome outcome, String id, GenerationState state) {
    /** Whether a request is new. */
    public enum Outcome {
        /** It is, and has been written. */
        ACCEPTED,
        /** It was accepted before. */
        REPEAT,
        /** Another one was accepted under the same request id. */
        CONFLICT
    }
}
