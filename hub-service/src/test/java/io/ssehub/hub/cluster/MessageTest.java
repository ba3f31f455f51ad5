package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words between nodes, which those of other versions must be able to read. */
class MessageTest {
    private static Optional<Message> read(String words) {
        return Message.read(words.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(Message message) {
        return new String(message.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aQuestion() {
        Message ask = new Message.Ask("q1", "n1", "client", "alice");
        assertThat(written(ask)).isEqualTo("1 ask q1 n1 client alice");
        assertThat(read("1 ask q1 n1 client alice")).contains(ask);
        assertThat(read("1 ask q1 n1 client alice and more one day")).contains(ask);
    }

    @Test
    void anAnswer() {
        Message answer = new Message.Answer("q1", "n1", true, "{\"a\": \"b c\"}");
        assertThat(written(answer)).isEqualTo("1 answer q1 n1 ok {\"a\": \"b c\"}");
        assertThat(read(written(answer))).contains(answer);
        Message puzzled = new Message.Answer("q1", "n1", false, "");
        assertThat(read(written(puzzled))).contains(puzzled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 ask q1 n1 client",
                "2 ask q1 n1 client alice",
                "1 tell q1 n1 client alice",
                "1 ask q1 n{1} client alice"
            })
    void anythingElseIsNotForThisVersion(String words) {
        assertThat(read(words)).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotLookedAt() {
        assertThat(read("1 answer q1 n1 ok " + "x".repeat(Message.MAX_BYTES))).isEmpty();
    }
}
