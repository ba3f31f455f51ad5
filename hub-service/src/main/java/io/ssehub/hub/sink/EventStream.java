package io.ssehub.hub.sink;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A response that is about to become an event stream. */
public final class EventStream {
    private final HttpServletRequest request;
    private final SseEmitter emitter;
    private final Sink sink;
    private final HttpHeaders head;
    private final Executor virtualThreads;

    EventStream(HttpServletRequest request, SseEmitter emitter, Sink sink, HttpHeaders head, Executor virtualThreads) {
        this.request = request;
        this.emitter = emitter;
        this.sink = sink;
        this.head = head;
        this.virtualThreads = virtualThreads;
    }

    /** Where the stream is written to, once it has begun. */
    public Sink sink() {
        return sink;
    }

    /**
     * The answer of the controller.
     *
     * @param begin called when the response can be written to
     * @param gone called when the container has found the client gone, perhaps more than once; on a thread of its own,
     *     since the container holds locks when it tells
     */
    public ResponseEntity<?> answer(Runnable begin, Runnable gone) {
        Runnable apart = () -> virtualThreads.execute(gone);
        emitter.onError(failure -> apart.run());
        emitter.onTimeout(apart);
        emitter.onCompletion(apart);
        BeginAfterInitialisation.schedule(request, begin);
        writeHead();
        return ResponseEntity.ok(emitter);
    }

    /** To the container itself: what an answer brings along is kept until its end, and a stream may last for hours. */
    private void writeHead() {
        HttpServletResponse response = Objects.requireNonNull(
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getResponse());
        head.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
}
