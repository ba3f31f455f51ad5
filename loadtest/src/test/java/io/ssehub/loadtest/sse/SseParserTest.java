package io.ssehub.loadtest.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseParserTest {
    static Stream<Arguments> streams() {
        return Stream.of(
                // The examples of the standard.
                arguments(
                        "standard: several lines are one event",
                        "data: YHOO\ndata: +2\ndata: 10\n\n",
                        List.of(message("YHOO\n+2\n10", ""))),
                arguments(
                        "standard: comment, ids, a reset id, a leading second space",
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event",
                        List.of(message("first event", "1"), message("second event", ""))),
                arguments(
                        "standard: two events with empty lines, the last is incomplete",
                        "data\n\ndata\ndata\n\ndata:",
                        List.of(message("", ""), message("\n", ""))),
                arguments(
                        "standard: with and without the space is the same",
                        "data:test\n\ndata: test\n\n",
                        List.of(message("test", ""), message("test", ""))),
                arguments(
                        "standard: named events",
                        "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
                        List.of(new SseEvent("add", "73857293", ""), new SseEvent("remove", "2153", ""))),
                // Line ends.
                arguments("CR ends a line", "data: a\rdata: b\r\r", List.of(message("a\nb", ""))),
                arguments("CRLF ends a line", "data: a\r\ndata: b\r\n\r\n", List.of(message("a\nb", ""))),
                arguments(
                        "line ends may be mixed",
                        "data: a\r\rdata: b\n\r\n",
                        List.of(message("a", ""), message("b", ""))),
                arguments(
                        "LF CR is two line ends",
                        "data: a\n\rdata: b\n\n",
                        List.of(message("a", ""), message("b", ""))),
                arguments(
                        "no other character ends a line",
                        "data: a\u2028b\u0085c\u000bd\n\n",
                        List.of(message("a\u2028b\u0085c\u000bd", ""))),
                // The byte order mark.
                arguments("a byte order mark is skipped", "\uFEFFdata: a\n\n", List.of(message("a", ""))),
                arguments(
                        "a second one is part of the name",
                        "\uFEFF\uFEFFdata: a\n\ndata: b\n\n",
                        List.of(message("b", ""))),
                arguments("a later one too", "\n\uFEFFdata: a\n\n", List.of()),
                arguments(
                        "a byte order mark alone on a line is an empty line",
                        "\uFEFF\ndata: a\n\n",
                        List.of(message("a", ""))),
                // Dispatch.
                arguments("without data no event", "event: a\nid: 1\n\ndata: b\n\n", List.of(message("b", "1"))),
                arguments("an event's name does not outlive it", "event: a\n\ndata: b\n\n", List.of(message("b", ""))),
                arguments("an empty name is message", "event: a\nevent:\ndata: b\n\n", List.of(message("b", ""))),
                arguments("the last name counts", "event: a\nevent: b\ndata\n\n", List.of(new SseEvent("b", "", ""))),
                arguments("an incomplete event is discarded", "data: a\n\ndata: b\nid: 2\n", List.of(message("a", ""))),
                // Fields.
                arguments("a comment is ignored", ":a\n:data: b\ndata: c\n:\n\n", List.of(message("c", ""))),
                arguments("an unknown field is ignored", "foo: a\ndata: b\nfoo\n\n", List.of(message("b", ""))),
                arguments("names are exact", "Data: a\n data: b\ndata : c\ndat: d\ndatas: e\n\n", List.of()),
                arguments("only one space is stripped", "data:  a \n\n", List.of(message(" a ", ""))),
                arguments("a tab is not stripped", "data:\ta\n\n", List.of(message("\ta", ""))),
                arguments("further colons belong to the value", "data::a:b\n\n", List.of(message(":a:b", ""))),
                arguments("data may hold NUL", "data: a\0b\n\n", List.of(message("a\0b", ""))),
                // The id.
                arguments(
                        "an id stays", "id: 1\ndata: a\n\ndata: b\n\n", List.of(message("a", "1"), message("b", "1"))),
                arguments("an id may come after the data", "data: a\nid: 1\n\n", List.of(message("a", "1"))),
                arguments(
                        "an empty id resets",
                        "id: 1\ndata: a\n\nid:\ndata: b\n\n",
                        List.of(message("a", "1"), message("b", ""))),
                arguments("an id with NUL is ignored", "id: 1\nid: 2\0\ndata: a\n\n", List.of(message("a", "1"))),
                // Characters.
                arguments(
                        "text is UTF-8",
                        "event: 事件\nid: é\ndata: 你好 😀\n\n",
                        List.of(new SseEvent("事件", "你好 😀", "é"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void aStreamIsReadAsTheStandardSays(String what, String stream, List<SseEvent> events) {
        assertThat(Recorder.parse(stream).events).as(what).isEqualTo(events);
    }

    @Test
    void malformedUtf8BecomesReplacementCharacters() {
        Recorder recorder = new Recorder();
        byte[] stream = {
            'd', 'a', 't', 'a', ':', (byte) 0xE4, (byte) 0xBD, '\n', 'd', 'a', 't', 'a', ':', (byte) 0xFF, '\n', '\n'
        };
        new SseParser(recorder, "", 100).feed(ByteBuffer.wrap(stream));

        assertThat(recorder.events).containsExactly(message("\uFFFD\n\uFFFD", ""));
    }

    @Test
    void retryTakesDigitsOnly() {
        Recorder recorder = Recorder.parse(
                "retry: 1500\nretry: 0\nretry:\nretry: -1\nretry: 1.5\nretry: 10s\nretry:  10\nretry: ٣\nretry: 007\n");

        assertThat(recorder.retries).containsExactly(1500L, 0L, 7L);
    }

    @Test
    void aRetryBeyondAllReasonIsTheLongest() {
        assertThat(Recorder.parse("retry: 99999999999999999999999999\n").retries)
                .containsExactly(999_999_999L);
    }

    @Test
    void theCursorMovesOnlyWithABlankLine() {
        SseParser parser = new SseParser(new Recorder(), "", 100);
        parser.feed(Recorder.bytes("id: 1\ndata: a\n"));
        assertThat(parser.lastEventId()).isEmpty();

        parser.feed(Recorder.bytes("\n"));
        assertThat(parser.lastEventId()).isEqualTo("1");
    }

    @Test
    void anIdAloneMovesTheCursor() {
        SseParser parser = new SseParser(new Recorder(), "", 100);
        parser.feed(Recorder.bytes("id: 1\n\n"));

        assertThat(parser.lastEventId()).isEqualTo("1");
    }

    @Test
    void aStreamWithoutIdsKeepsTheCursorItBeganWith() {
        Recorder recorder = new Recorder();
        SseParser parser = new SseParser(recorder, "7", 100);
        parser.feed(Recorder.bytes("data: a\n\n"));

        assertThat(parser.lastEventId()).isEqualTo("7");
        assertThat(recorder.events).containsExactly(message("a", "7"));
    }

    private static SseEvent message(String data, String lastEventId) {
        return new SseEvent("message", data, lastEventId);
    }
}
