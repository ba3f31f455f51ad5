package io.ssehub.loadtest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a stream is cut into chunks, the same comes of it. */
class SseParserSplitTest {
    /** Every line end, a byte order mark, characters of two to four bytes, a NUL, all fields, an incomplete end. */
    private static final byte[] NASTY = ("\uFEFFretry: 250\r\n"
                    + "id: é1\r\ndata: 你\r\ndata:\r\n\r\n"
                    + ": comment 😀\revent: ünï\rdata:  x\r\r"
                    + "id: 2\0\nid\ndata: 😀\n\n"
                    + "\n\r\n\rfoo: bar\ndata\r\n\r"
                    + "id: 9\n\r\ndata: lost")
            .getBytes(StandardCharsets.UTF_8);

    private static final List<SseEvent> EVENTS = List.of(
            new SseEvent("message", "你\n", "é1"),
            new SseEvent("ünï", " x", "é1"),
            new SseEvent("message", "😀", ""),
            new SseEvent("message", "", ""));

    @Test
    void inOnePiece() {
        check(NASTY.length);
    }

    @Test
    void byteByByte() {
        int[] everywhere = new int[NASTY.length];
        for (int i = 0; i < everywhere.length; i++) {
            everywhere[i] = i;
        }
        check(everywhere);
    }

    @Test
    void cutAtAnyOnePlace() {
        for (int cut = 0; cut <= NASTY.length; cut++) {
            check(cut);
        }
    }

    @Test
    void cutAtAnyThreePlaces() {
        for (int first = 0; first <= NASTY.length; first++) {
            for (int second = first; second <= NASTY.length; second++) {
                for (int third = second; third <= NASTY.length; third++) {
                    check(first, second, third);
                }
            }
        }
    }

    @Test
    void aStreamThatEndsEarlyGivesABeginningOfTheSame() {
        for (int end = 0; end <= NASTY.length; end++) {
            Recorder recorder = new Recorder();
            new SseParser(recorder, "", NASTY.length).feed(ByteBuffer.wrap(NASTY, 0, end));

            assertThat(recorder.events).isEqualTo(EVENTS.subList(0, recorder.events.size()));
        }
    }

    @Test
    void theChunkMayLieAnywhereInAnyKindOfBuffer() {
        ByteBuffer direct = ByteBuffer.allocateDirect(NASTY.length + 20);
        direct.position(10).put(NASTY).flip().position(10);
        Recorder recorder = new Recorder();
        new SseParser(recorder, "", NASTY.length).feed(direct);

        assertThat(recorder.events).isEqualTo(EVENTS);
        assertThat(direct.hasRemaining()).isFalse();
    }

    private static void check(int... cuts) {
        Recorder recorder = new Recorder();
        SseParser parser = new SseParser(recorder, "", NASTY.length);
        int from = 0;
        for (int cut : cuts) {
            parser.feed(ByteBuffer.wrap(NASTY, from, cut - from));
            from = cut;
        }
        parser.feed(ByteBuffer.wrap(NASTY, from, NASTY.length - from));

        // A plain comparison first: there are half a million of these.
        if (!recorder.events.equals(EVENTS) || !parser.lastEventId().equals("9")) {
            assertThat(recorder.events).as("cut at %s", cuts).isEqualTo(EVENTS);
            assertThat(parser.lastEventId()).as("cut at %s", cuts).isEqualTo("9");
        }
        if (!recorder.retries.equals(List.of(250L)) || !recorder.errors.isEmpty()) {
            throw new AssertionError("cut at " + List.of(cuts) + ": " + recorder.retries + recorder.errors);
        }
    }
}
