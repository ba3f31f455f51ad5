package io.ssehub.hub.demo;

import io.ssehub.hub.connect.StreamGate;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.sink.EventStream;
import io.ssehub.hub.sink.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /sse/stream}: a ping, a poem in pieces, the end. A reconnect goes on where it was cut. */
@RestController
final class PoemController {
    private final EventStreams streams;
    private final StreamGate gate;
    private final PoemProperties properties;
    private final Executor virtualThreads;
    private final Clock clock;

    PoemController(
            EventStreams streams, StreamGate gate, PoemProperties properties, Executor virtualThreads, Clock clock) {
        this.streams = streams;
        this.gate = gate;
        this.properties = properties;
        this.virtualThreads = virtualThreads;
        this.clock = clock;
    }

    @GetMapping("/sse/stream")
    ResponseEntity<?> stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request) {
        OptionalInt next = PoemStream.next(lastEventId);
        if (next.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        if (EventStreams.isHeadOnly(request)) {
            return streams.headOnly();
        }
        Optional<ApiException> tooMany = gate.enter(request);
        if (tooMany.isPresent()) {
            throw tooMany.get();
        }
        EventStream stream = streams.open(request);
        PoemStream poem = new PoemStream(stream.sink(), next.getAsInt(), properties.pause(), clock);
        return stream.answer(() -> virtualThreads.execute(poem), () -> {});
    }
}
