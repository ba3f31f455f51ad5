package io.ssehub.hub.sink;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Executor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A response that is about to become an event stream. */
public final class EventStream {
    private final HttpServletRequest request;
    private final SseEmitter emitter;
    private final Sink sink;
    private final ResponseEntity.BodyBuilder head;
    private final Executor virtualThreads;

    EventStream(
            HttpServletRequest request,
            SseEmitter emitter,
            Sink sink,
            ResponseEntity.BodyBuilder head,
            Executor virtualThreads) {
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
        return head.body(emitter);
    }
}
