package io.ssehub.worker.openai;

import io.ssehub.worker.generator.Reply;
import org.jspecify.annotations.Nullable;

/** What a provider's stream brings. */
sealed interface Signal {
    /**
     * A piece of the stream; any part may be missing.
     *
     * @param text of the answer
     * @param reasoning what the model thinks before it
     * @param finishReason why the answer is complete, if it is
     * @param usage tokens used so far
     */
    record Piece(String text, String reasoning, @Nullable String finishReason, Reply.@Nullable Usage usage)
            implements Signal {
        boolean isSaid() {
            return !text.isEmpty() || !reasoning.isEmpty();
        }
    }

    /** @param problem why it ended before its time; null if it just ended */
    record End(@Nullable Throwable problem) implements Signal {}
}
