package io.ssehub.loadtest.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a parser reports. */
final class Recorder implements SseListener {
    final List<SseEvent> events = new ArrayList<>();
    final List<Long> retries = new ArrayList<>();
    final List<String> errors = new ArrayList<>();

    @Override
    public void onEvent(SseEvent event) {
        events.add(event);
    }

    @Override
    public void onRetry(long millis) {
        retries.add(millis);
    }

    @Override
    public void onProtocolError(String reason) {
        errors.add(reason);
    }

    /** What comes of a stream that arrives in one piece. */
    static Recorder parse(String stream) {
        Recorder recorder = new Recorder();
        new SseParser(recorder, "", Integer.MAX_VALUE).feed(bytes(stream));
        return recorder;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
