package io.ssehub.protocol.generation;

import org.jspecify.annotations.Nullable;

/** How an attempt ended, as the worker reports it. */
public sealed interface Ending {
    /**
     * The answer is complete.
     *
     * @param finishReason {@code stop}, {@code length} or what the provider said
     * @param usage tokens used, as a JSON object; null if nobody told
     */
    record Completed(String finishReason, @Nullable String usage) implements Ending {}

    /**
     * There will be no more of it.
     *
     * @param code why, for programs
     * @param message why, for people; never holds secrets or internals
     */
    record Failed(String code, String message) implements Ending {}
}
