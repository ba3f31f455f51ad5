package io.ssehub.hub.frame;

import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.loadtest.sse.SseListener;
import io.ssehub.loadtest.sse.SseParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a parser that does not know how streams are made finds in one. */
final class Streamed implements SseListener {
    private static final int LIMIT = 1 << 22;

    final List<SseEvent> events = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final SseParser parser = new SseParser(this, "", LIMIT);

    /** All events of a stream that comes in pieces of this length. */
    static List<SseEvent> events(byte[] stream, int pieces) {
        Streamed streamed = new Streamed();
        for (int from = 0; from < stream.length; from += pieces) {
            streamed.parser.feed(ByteBuffer.wrap(stream, from, Math.min(pieces, stream.length - from)));
        }
        // What is not ended by an empty line would come out with this one.
        streamed.parser.feed(ByteBuffer.wrap("event: last\ndata: \n\n".getBytes(StandardCharsets.UTF_8)));
        if (!streamed.errors.isEmpty() || !streamed.events.removeLast().type().equals("last")) {
            throw new AssertionError("the stream is broken: " + streamed.errors + streamed.events);
        }
        return streamed.events;
    }

    /** The events of blocks, each ended as a session does. */
    static List<SseEvent> events(List<byte[]> blocks) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        blocks.forEach(block -> {
            stream.writeBytes(block);
            stream.write('\n');
        });
        return events(stream.toByteArray(), 1 << 16);
    }

    /** Data as every reader has it: each kind of line break is a line feed. */
    static String received(byte[] data) {
        return new String(data, StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
    }

    @Override
    public void onEvent(SseEvent event) {
        events.add(event);
    }

    @Override
    public void onRetry(long millis) {}

    @Override
    public void onProtocolError(String reason) {
        errors.add(reason);
    }
}
