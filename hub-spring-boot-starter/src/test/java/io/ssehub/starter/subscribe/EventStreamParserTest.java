package io.ssehub.starter.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamParserTest {
    private final List<String> told = new ArrayList<>();

    private final EventStreamParser.Listener listener = new EventStreamParser.Listener() {
        @Override
        public void onEvent(ReceivedEvent event) {
            told.add(event.type() + "[" + event.data() + "]" + event.cursor());
        }

        @Override
        public void onCursor(String cursor) {
            told.add("at " + cursor);
        }

        @Override
        public void onRetry(long millis) {
            told.add("retry " + millis);
        }
    };

    /** What is told of a stream that comes in chunks of so many bytes. */
    private List<String> parse(String text, int chunk) {
        told.clear();
        EventStreamParser parser = new EventStreamParser(listener, "c0", 1_000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += chunk) {
            parser.feed(ByteBuffer.wrap(bytes, i, Math.min(chunk, bytes.length - i)));
        }
        return List.copyOf(told);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void chunksMayBeCutAnywhere(int chunk) {
        assertThat(parse("\uFEFFid: c1\r\nevent: grüße\r\ndata: 你好 \uD83D\uDE00\r\n\r\ndata:b\rdata:c\r\r", chunk))
                .containsExactly("grüße[你好 \uD83D\uDE00]c1", "at c1", "message[b\nc]c1", "at c1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data: a\\n\\n                       | message[a]c0, at c0
            data:a\\n\\n                        | message[a]c0, at c0
            data:  a\\n\\n                      | message[ a]c0, at c0
            data\\n\\n                          | message[]c0, at c0
            data: a\\ndata: b\\n\\n             | message[a\\nb]c0, at c0
            : comment\\n\\n                     | at c0
            id: c1\\n\\n                        | at c1
            id: c1\\ndata: a\\n\\ndata: b\\n\\n | message[a]c1, at c1, message[b]c1, at c1
            id: c1\\ndata: a\\n\\nid\\ndata: b\\n\\n | message[a]c1, at c1, message[b], at
            id: a\\0b\\ndata: a\\n\\n           | message[a]c0, at c0
            event: x\\n\\ndata: a\\n\\n         | at c0, message[a]c0, at c0
            retry: 17\\nretry: 1x\\nretry:\\n   | retry 17
            retry: 99999999999999999999\\n      | retry 2147483647
            data: never ended\\n                | NOTHING
            Data: a\\nunknown: b\\n\\n          | at c0
            """)
    void theStandardIsKept(String stream, String expected) {
        String text = stream.replace("\\n", "\n").replace("\\0", "\0");
        assertThat(String.join(", ", parse(text, 1_000)).strip())
                .isEqualTo(expected.equals("NOTHING") ? "" : expected.replace("\\n", "\n"));
    }

    @Test
    void whatIsLongerThanAnyEventIsRefused() {
        assertThatThrownBy(() -> parse("data: " + "x".repeat(2_000), 1_000))
                .isInstanceOf(EventStreamParser.UnreadableException.class);
        assertThatThrownBy(() -> parse(("data: " + "x".repeat(100) + "\n").repeat(20), 1_000))
                .isInstanceOf(EventStreamParser.UnreadableException.class);
    }
}
