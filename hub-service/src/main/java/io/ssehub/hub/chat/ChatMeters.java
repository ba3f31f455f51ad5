package io.ssehub.hub.chat;

import java.util.Locale;

/** What the calls of the chat count. */
public interface ChatMeters {
    /** What a question was answered. */
    enum Answer {
        ACCEPTED,
        REPEAT,
        CONFLICT,
        TOO_MANY_WAITING,
        TOO_MANY_QUESTIONS,
        OVERLOADED;

        private final String tag = name().toLowerCase(Locale.ROOT);

        public String tag() {
            return tag;
        }
    }

    /** A question was answered. */
    void asked(Answer answer);
}
