package io.ssehub.hub.cluster;

import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.log.Wire;
import io.ssehub.protocol.redis.Answers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What nodes say to each other over pub/sub: words with blanks between, of which an answer's last is JSON. */
sealed interface Message {
    /** Longest message that is looked at. */
    int MAX_BYTES = 1024 * 1024;

    String ASK = "ask";
    String ANSWER = "answer";
    int WORDS = 6;

    /**
     * {@code 1 ask <inquiry> <from> <kind> <about>}.
     *
     * @param inquiry which one it is, for the answer
     * @param from the node that asks
     * @param about a name, or a number
     */
    record Ask(String inquiry, String from, String kind, String about) implements Message {}

    /**
     * {@code 1 answer <inquiry> <from> <outcome> <json>}.
     *
     * @param from the node that answers
     * @param understood false if it is of a version that does not know the question
     */
    record Answer(String inquiry, String from, boolean understood, String json) implements Message {}

    /** Reads a message; empty for one of another version or size. */
    static Optional<Message> read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        String[] word = new String(bytes, StandardCharsets.UTF_8).split(" ", WORDS);
        if (word.length < WORDS
                || !word[0].equals(Wire.VERSION)
                || !Names.isValid(word[2])
                || !Names.isValid(word[3])
                || !Names.isValid(word[4])) {
            return Optional.empty();
        }
        return switch (word[1]) {
            // More words may follow one day.
            case ASK ->
                Optional.of(word[5].split(" ", 2)[0])
                        .filter(Names::isValid)
                        .map(about -> new Ask(word[2], word[3], word[4], about));
            case ANSWER -> Optional.of(new Answer(word[2], word[3], word[4].equals("ok"), word[5]));
            default -> Optional.empty();
        };
    }

    /** As it is sent. */
    default byte[] bytes() {
        return Answers.arg(
                switch (this) {
                    case Ask ask -> String.join(" ", Wire.VERSION, ASK, ask.inquiry, ask.from, ask.kind, ask.about);
                    case Answer answer ->
                        String.join(
                                " ",
                                Wire.VERSION,
                                ANSWER,
                                answer.inquiry,
                                answer.from,
                                answer.understood ? "ok" : "unknown",
                                answer.json);
                });
    }
}
