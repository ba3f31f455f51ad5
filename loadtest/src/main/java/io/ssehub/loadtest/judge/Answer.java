package io.ssehub.loadtest.judge;

import org.jspecify.annotations.Nullable;

/**
 * A chat message as its reader has it.
 *
 * @param attempt the attempt that the text is of
 * @param text all fragments of that attempt in the order of their arrival
 * @param ending how it ended: the finish reason, or the code of an error; null before that
 */
public record Answer(
        String messageId,
        int attempt,
        String text,
        @Nullable String ending) {
    public boolean isEnded() {
        return ending != null;
    }
}
