package io.ssehub.worker.generator;

import java.util.Optional;

/**
 * How an answer ended.
 *
 * @param finishReason {@link #STOP}, {@link #LENGTH} or what the provider said
 * @param usage tokens used, if the provider told
 */
public record Reply(String finishReason, Optional<Usage> usage) {
    /** The answer is complete. */
    public static final String STOP = "stop";

    /** The answer was cut off at its greatest length. */
    public static final String LENGTH = "length";

    /** A complete answer of which nothing more is known. */
    public static Reply stop() {
        return new Reply(STOP, Optional.empty());
    }

    /**
     * Tokens used.
     *
     * @param inputTokens for the question and what went with it
     * @param outputTokens for the answer
     */
    public record Usage(int inputTokens, int outputTokens) {}
}
