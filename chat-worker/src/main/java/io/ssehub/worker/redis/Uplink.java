package io.ssehub.worker.redis;

import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.worker.loop.Backoff;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The commands' link to Redis as threads that may wait see it. Listeners cannot be taken off a link again, so this one
 * object listens for all runs.
 */
@Component
public final class Uplink {
    /** Redis may refuse a command while it is out of memory, which may pass; one that is wrong stays wrong. */
    private static final int MOST_REFUSALS = 5;

    private final RedisLink link;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition up = lock.newCondition();
    private final AtomicBoolean seenUp = new AtomicBoolean();
    private final CopyOnWriteArrayList<Runnable> reconnectListeners = new CopyOnWriteArrayList<>();

    public Uplink(RedisLink link) {
        this.link = link;
        this.backoff = Backoff.JITTERED;
        link.onUp(this::cameUp);
    }

    /** Calls {@code listener} each time the link has come back, on the driver's thread: it must not block. */
    public void onReconnect(Runnable listener) {
        reconnectListeners.add(listener);
    }

    /** Whether Redis was ever reached. */
    public boolean wasUp() {
        return link.wasUp();
    }

    public boolean isUp() {
        return link.isUp();
    }

    /** Waits until the link is up. */
    public void awaitUp() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!link.isUp()) {
                up.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks Redis, again and again while it is away; only for what does no harm when it is repeated.
     *
     * @throws IllegalStateException if Redis keeps refusing the command
     */
    public <T> T ask(Supplier<CompletionStage<T>> question) throws InterruptedException {
        int failures = 0;
        int refusals = 0;
        while (true) {
            try {
                return await(question.get());
            } catch (RedisAwayException away) {
                awaitUp();
            } catch (IllegalStateException refused) {
                if (++refusals == MOST_REFUSALS) {
                    throw refused;
                }
            }
            backoff.pause(++failures);
        }
    }

    /** Waits for one answer, failing as it does. */
    public static <T> T await(CompletionStage<T> answer) throws InterruptedException {
        try {
            return answer.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private void cameUp() {
        lock.lock();
        try {
            up.signalAll();
        } finally {
            lock.unlock();
        }
        if (seenUp.getAndSet(true)) {
            reconnectListeners.forEach(Runnable::run);
        }
    }
}
