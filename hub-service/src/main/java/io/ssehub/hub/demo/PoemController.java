package io.ssehub.hub.demo;

import io.ssehub.hub.connect.EventStreams;
import io.ssehub.hub.sink.BeginAfterInitialisation;
import io.ssehub.hub.sink.EmitterSink;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /sse/stream}: a ping, a poem in pieces, the end. A reconnect goes on where it was cut. */
@RestController
final class PoemController {
    private static final long NO_TIMEOUT = 0;

    private final PoemProperties properties;
    private final Executor virtualThreads;
    private final Clock clock;

    PoemController(PoemProperties properties, Executor virtualThreads, Clock clock) {
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
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            return EventStreams.ok().build();
        }
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        PoemStream stream =
                new PoemStream(new EmitterSink(emitter, virtualThreads), next.getAsInt(), properties.pause(), clock);
        BeginAfterInitialisation.schedule(request, () -> virtualThreads.execute(stream));
        return EventStreams.ok().body(emitter);
    }
}
