package io.ssehub.worker.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as a stream that hands over all that has come before it tells how it ended. The JDK's own forgets what
 * is not yet read when the connection breaks, and with it the last words of an answer, or that it was complete.
 */
final class ResponseBody extends InputStream implements BodySubscriber<InputStream> {
    /*
     * Threads: the HTTP client's deliver, one thread reads, any may close. One lock guards everything and is never held
     * while calling out. The client is asked for more only when all is read, so that no more waits here than it
     * delivers at once. Closed, the stream is at its end, for whoever waits in a read too.
     */
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> unread = new ArrayDeque<>();
    private Flow.@Nullable Subscription source;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        boolean late;
        lock.lock();
        try {
            source = subscription;
            late = closed;
        } finally {
            lock.unlock();
        }
        if (late) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        change(() -> unread.addAll(buffers));
    }

    @Override
    public void onError(Throwable problem) {
        change(() -> {
            failure = problem;
            ended = true;
        });
    }

    @Override
    public void onComplete() {
        change(() -> ended = true);
    }

    @Override
    public void close() {
        change(() -> closed = true);
        Flow.Subscription from = source();
        if (from != null) {
            from.cancel();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            Flow.Subscription more = null;
            lock.lock();
            try {
                while (unread.isEmpty() && !ended && !closed) {
                    changed.await();
                }
                if (closed) {
                    return -1;
                }
                ByteBuffer next = unread.peek();
                if (next == null) {
                    return end();
                }
                int count = Math.min(length, next.remaining());
                next.get(bytes, from, count);
                if (!next.hasRemaining()) {
                    unread.remove();
                }
                more = unread.isEmpty() && !ended ? source : null;
                if (count > 0) {
                    return count;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            } finally {
                lock.unlock();
                if (more != null) {
                    more.request(1);
                }
            }
        }
    }

    private int end() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return -1;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Flow.@Nullable Subscription source() {
        lock.lock();
        try {
            return source;
        } finally {
            lock.unlock();
        }
    }
}
