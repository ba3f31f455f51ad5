package io.ssehub.hub.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of the event stream format. */
class SseEncoderTest {
    private static String block(String name, String data) {
        return text(SseEncoder.block(name, data.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aBlockIsTheNameAndTheData() {
        assertThat(block("tick", "{\"n\":1}")).isEqualTo("event: tick\ndata: {\"n\":1}\n");
    }

    @Test
    void emptyDataIsStillAnEvent() {
        assertThat(block("tick", "")).isEqualTo("event: tick\ndata: \n");
    }

    @Test
    void theFirstSpaceOfTheDataSurvives() {
        assertThat(block("tick", " world")).isEqualTo("event: tick\ndata:  world\n");
    }

    @Test
    void everyKindOfLineBreakMakesALineOfItsOwn() {
        assertThat(block("t", "a\nb")).isEqualTo("event: t\ndata: a\ndata: b\n");
        assertThat(block("t", "a\rb")).isEqualTo("event: t\ndata: a\ndata: b\n");
        assertThat(block("t", "a\r\nb")).isEqualTo("event: t\ndata: a\ndata: b\n");
        assertThat(block("t", "a\n\rb")).isEqualTo("event: t\ndata: a\ndata: \ndata: b\n");
        assertThat(block("t", "a\r\r\nb")).isEqualTo("event: t\ndata: a\ndata: \ndata: b\n");
        assertThat(block("t", "a\n\nb")).isEqualTo("event: t\ndata: a\ndata: \ndata: b\n");
    }

    @Test
    void lineBreaksAtTheEdgesAreKept() {
        assertThat(block("t", "\na\r")).isEqualTo("event: t\ndata: \ndata: a\ndata: \n");
        assertThat(block("t", "\r\n")).isEqualTo("event: t\ndata: \ndata: \n");
    }

    @Test
    void dataCannotBecomeAField() {
        assertThat(block("t", "a\n\nevent: messageEnd\ndata: forged\nid: 1\nretry: 1")
                        .lines())
                .allMatch(line -> line.equals("event: t") || line.startsWith("data: "));
    }

    @Test
    void whatOnlyLooksLikeALineBreakIsLeftAlone() {
        // Only CR and LF end a line of the format.
        assertThat(block("t", "a\u2028b\u2029c\u0085d\u000be"))
                .isEqualTo("event: t\ndata: a\u2028b\u2029c\u0085d\u000be\n");
    }

    @Test
    void anyUnicodeGoesThroughAsUtf8() {
        assertThat(SseEncoder.block("t", "床前明月光 🌙".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("event: t\ndata: 床前明月光 🌙\n".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb", "a\u0000b", "\n", "tick\ndata: forged"})
    void aNameOrAnIdThatWouldBecomeAnotherLineIsRefused(String injection) {
        assertThatIllegalArgumentException().isThrownBy(() -> block(injection, "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> SseEncoder.id(injection));
    }

    @Test
    void anEmptyIdIsRefusedSinceItWouldResetTheReadersCursor() {
        assertThatIllegalArgumentException().isThrownBy(() -> SseEncoder.id(""));
    }

    @Test
    void idAndRetryAreLinesOfTheirOwn() {
        assertThat(text(SseEncoder.id("1-b0"))).isEqualTo("id: 1-b0\n");
        assertThat(text(SseEncoder.retry(1_500))).isEqualTo("retry: 1500\n");
    }
}
