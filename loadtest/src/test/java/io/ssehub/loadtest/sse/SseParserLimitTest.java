package io.ssehub.loadtest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SseParserLimitTest {
    private final Recorder recorder = new Recorder();
    private final SseParser parser = new SseParser(recorder, "", 10);

    @Test
    void whatJustFitsIsTaken() {
        parser.feed(Recorder.bytes("data:12345\n\n"));

        assertThat(recorder.events).hasSize(1);
        assertThat(recorder.errors).isEmpty();
    }

    @Test
    void aLineThatIsTooLongEndsTheStreamOnce() {
        parser.feed(Recorder.bytes("data:a\n\n"));
        parser.feed(Recorder.bytes("data:123456\n\ndata:b\n\n"));
        parser.feed(Recorder.bytes("data:c\n\n"));

        assertThat(recorder.errors).hasSize(1);
        assertThat(recorder.events).hasSize(1);
    }

    @Test
    void aLineWithoutAnEndIsNotKept() {
        parser.feed(Recorder.bytes(":12345"));
        parser.feed(Recorder.bytes("67890"));
        parser.feed(Recorder.bytes("12345"));

        assertThat(recorder.errors).hasSize(1);
    }

    @Test
    void anEventOfManyLinesIsBoundedToo() {
        parser.feed(Recorder.bytes("data:1234\ndata:1234\ndata:1234\n\n"));

        assertThat(recorder.errors).hasSize(1);
        assertThat(recorder.events).isEmpty();
    }
}
