package io.ssehub.protocol.conversation;

/**
 * A question and what was answered.
 *
 * @param answer the whole answer, or what was said until it was cancelled
 */
public record Exchange(String question, String answer) {
    int length() {
        return question.length() + answer.length();
    }

    /** The same with an answer of so many characters at most. */
    Exchange shortened(int most) {
        if (answer.length() <= most) {
            return this;
        }
        int end = Character.isHighSurrogate(answer.charAt(most - 1)) ? most - 1 : most;
        return new Exchange(question, answer.substring(0, end));
    }
}
