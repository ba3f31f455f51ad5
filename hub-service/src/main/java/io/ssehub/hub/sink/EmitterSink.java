package io.ssehub.hub.sink;

import io.ssehub.hub.sink.BlockConverter.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Executor;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Writes through an {@link SseEmitter}: works in any servlet container and over any HTTP version.
 *
 * <p>{@code send} blocks while the peer takes nothing, so each write has a virtual thread of its own; lanes never wait.
 */
final class EmitterSink implements Sink {
    /*
     * Threads: `write` and `end` come one after the other, `abort` at any time. `complete` and `completeWithError` wait
     * for the lock that a blocked `send` holds, so they have threads of their own too, and `abort` cuts the connection
     * first, which ends a blocked `send`.
     */
    private final SseEmitter emitter;
    private final Executor virtualThreads;
    private final Runnable cut;

    /**
     * A sink that has written nothing.
     *
     * @param virtualThreads runs each task on a thread that may block
     * @param cut closes the connection below, as far as it is known
     */
    EmitterSink(SseEmitter emitter, Executor virtualThreads, Runnable cut) {
        this.emitter = emitter;
        this.virtualThreads = virtualThreads;
        this.cut = cut;
    }

    @Override
    public void write(ByteBuffer bytes, Done done) {
        virtualThreads.execute(() -> done.onWritten(send(bytes)));
    }

    private boolean send(ByteBuffer bytes) {
        byte[] whole = new byte[bytes.remaining()];
        bytes.get(whole);
        try {
            emitter.send(Set.of(new DataWithMediaType(new Block(whole), MediaType.TEXT_EVENT_STREAM)));
            return true;
        } catch (IOException | IllegalStateException gone) {
            return false;
        }
    }

    @Override
    public void end() {
        virtualThreads.execute(emitter::complete);
    }

    @Override
    public void abort() {
        cut.run();
        // Without it the container counts the request as in flight for ever.
        virtualThreads.execute(() -> emitter.completeWithError(new ConnectionGivenUpException()));
    }
}
