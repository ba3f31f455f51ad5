package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When answers begin and end, beside when their questions were due. Thread-safe. */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of one answer; a piece may come before the call that asked for it is answered. All 0 until known. */
    private static final class Times {
        private long dueMicros;
        private long firstMicros;
        private long endMicros;
    }

    // Guarded by this.
    private final Map<String, Times> open = new HashMap<>();
    private final Latencies first = new Latencies();
    private final Latencies whole = new Latencies();
    private long errors;
    private @Nullable String problem;

    /** The question of this message was due then. */
    synchronized void expect(String messageId, long dueMicros) {
        Times times = times(messageId);
        times.dueMicros = dueMicros;
        record(messageId, times);
    }

    void onEvent(SseEvent event) {
        switch (event.type()) {
            case "messageFragment" -> onFirst(event);
            case "messageEnd", "messageError" -> onEnd(event);
            default -> {}
        }
    }

    private synchronized void onFirst(SseEvent event) {
        String messageId = messageId(event);
        Times times = times(messageId);
        if (times.firstMicros == 0) {
            times.firstMicros = Stamp.nowMicros();
            record(messageId, times);
        }
    }

    private synchronized void onEnd(SseEvent event) {
        String messageId = messageId(event);
        Times times = times(messageId);
        times.endMicros = Stamp.nowMicros();
        if (event.type().equals("messageError")) {
            errors++;
        }
        record(messageId, times);
    }

    private Times times(String messageId) {
        return open.computeIfAbsent(messageId, _ -> new Times());
    }

    private void record(String messageId, Times times) {
        if (times.dueMicros > 0 && times.endMicros > 0) {
            if (times.firstMicros > 0) {
                first.record(times.firstMicros - times.dueMicros);
            }
            whole.record(times.endMicros - times.dueMicros);
            open.remove(messageId);
        }
    }

    private static String messageId(SseEvent event) {
        JsonNode id = JSON.readTree(event.data()).path("id");
        return id.asString("");
    }

    synchronized void problem(String why) {
        if (problem == null) {
            problem = why;
        }
    }

    synchronized String problem() {
        return problem == null ? "" : problem;
    }

    synchronized long errors() {
        return errors;
    }

    Latencies first() {
        return first;
    }

    Latencies whole() {
        return whole;
    }
}
