package io.ssehub.worker.generator;

import java.util.List;

/**
 * What was asked.
 *
 * @param text the question, as the user wrote it
 * @param earlier what was said before in the same conversation, oldest first
 */
public record Question(String text, List<Turn> earlier) {
    public Question {
        earlier = List.copyOf(earlier);
    }

    /** A question that begins a conversation. */
    public Question(String text) {
        this(text, List.of());
    }
}
