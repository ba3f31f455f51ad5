package io.ssehub.hub.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** Reads a request's body as it comes, without waiting, and can give it back as if nobody had read it. */
final class WholeBody implements Invocable.Task {
    private final Request request;
    private final Consumer<WholeBody> done;
    private final byte[] bytes;
    private final ByteBuffer read;
    private final Deque<Content.Chunk> again = new ArrayDeque<>(2);
    private boolean whole;

    /**
     * Of a request that says how long its body is.
     *
     * @param done called when there is nothing more to read
     */
    WholeBody(Request request, Consumer<WholeBody> done) {
        this.request = request;
        this.done = done;
        this.bytes = new byte[Math.toIntExact(request.getLength())];
        this.read = ByteBuffer.wrap(bytes);
    }

    Request request() {
        return request;
    }

    /** Reads on; what is not there yet is read on the thread that hears of it. */
    void read() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                again.add(chunk);
                done.accept(this);
                return;
            }
            read.put(chunk.getByteBuffer());
            whole = chunk.isLast();
            chunk.release();
            if (whole) {
                done.accept(this);
                return;
            }
        }
    }

    @Override
    public void run() {
        read();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** What there was; null if it ended before its end. */
    byte @Nullable [] bytes() {
        return whole ? bytes : null;
    }

    /** The same request, with its body still to be read. */
    Request again() {
        if (whole || read.position() > 0) {
            again.addFirst(Content.Chunk.from(read.duplicate().flip(), whole));
        }
        return new Request.Wrapper(request) {
            @Override
            public Content.@Nullable Chunk read() {
                Content.Chunk next = again.poll();
                return next != null ? next : whole ? Content.Chunk.EOF : super.read();
            }

            @Override
            public void demand(Runnable more) {
                if (again.isEmpty() && !whole) {
                    super.demand(more);
                } else {
                    getComponents().getExecutor().execute(more);
                }
            }
        };
    }
}
