package io.ssehub.hub.sink;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Executor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A response that is about to become an event stream. */
public final class EventStream {
    private final HttpServletRequest request;
    private final SseEmitter emitter;
    private final Sink sink;
    private final HttpHeaders head;
    private final Executor virtualThreads;

    /** @param head the response's head, but for its type */
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
        Runnable apart = apart(gone, virtualThreads);
        emitter.onError(failure -> apart.run());
        emitter.onTimeout(apart);
        emitter.onCompletion(apart);
        BeginAfterInitialisation.schedule(request, response -> {
            // Late, and to the container itself: what an answer brings along, Spring copies and keeps until its end.
            head.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            begin.run();
        });
        return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(emitter);
    }

    /** Holds nothing but what it needs: the emitter keeps it for as long as the stream lasts. */
    private static Runnable apart(Runnable task, Executor threads) {
        return () -> threads.execute(task);
    }
}
