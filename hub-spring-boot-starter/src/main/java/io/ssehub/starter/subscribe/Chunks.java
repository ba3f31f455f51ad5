package io.ssehub.starter.subscribe;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A response's body, taken piece by piece; the next is asked for when the last was taken, so it holds one at most. */
final class Chunks implements HttpResponse.BodySubscriber<Chunks>, AutoCloseable {
    /*
     * Threads: the HTTP client's put, the subscriber's takes. Everything goes through the queue, the end as well.
     */

    /** A piece, or how it ended. */
    private record Piece(
            List<ByteBuffer> buffers,
            boolean last,
            @Nullable Throwable failure) {}

    private final BlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    @Override
    public CompletionStage<Chunks> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        queue.add(new Piece(buffers, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        queue.add(new Piece(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        queue.add(new Piece(List.of(), true, null));
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws IOException if the connection broke, or nothing came for so long
     */
    Optional<List<ByteBuffer>> next(Duration silence) throws IOException, InterruptedException {
        Piece piece = queue.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (piece == null) {
            throw new IOException("nothing came for " + silence);
        }
        if (piece.failure() != null) {
            throw new IOException("the connection broke", piece.failure());
        }
        if (piece.last()) {
            return Optional.empty();
        }
        subscription.thenAccept(given -> given.request(1));
        return Optional.of(piece.buffers());
    }

    /** Ends the connection, if it is still there. */
    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
