package io.ssehub.hub.chat;

/** Makes a conversation's title out of its first question: one line, not too long. */
final class Title {
    private static final int LONGEST = 80;

    private Title() {}

    static String of(String question) {
        // More than is needed of a question that may be long; white space may go.
        String start = question.substring(0, Math.min(question.length(), 8 * LONGEST));
        String line = start.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }
}
