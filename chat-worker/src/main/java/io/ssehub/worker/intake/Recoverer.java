package io.ssehub.worker.intake;

import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.redis.Uplink;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Takes over requests that nobody has renewed for a lease. Not what this process holds itself, and not in the first
 * lease after a reconnect: when Redis was away nobody could renew, and those who hold requests go first.
 */
final class Recoverer {
    private final RequestQueue queue;
    private final String consumer;
    private final Duration lease;
    private final Holdings holdings;
    private final LongSupplier nanoTime;

    // Of the thread that takes requests, but for the pause, which a reconnect sets.
    private long nextNanos;
    private volatile long pausedUntilNanos;

    Recoverer(RequestQueue queue, String consumer, Duration lease, Holdings holdings, LongSupplier nanoTime) {
        this.queue = queue;
        this.consumer = consumer;
        this.lease = lease;
        this.holdings = holdings;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
        this.pausedUntilNanos = nextNanos;
    }

    /** Redis is back: waits a lease. */
    void onReconnect() {
        pausedUntilNanos = nanoTime.getAsLong() + lease.toNanos();
    }

    /** Takes over at most so many, if it is time to look. */
    List<ChatRequest> takeOver(int most) throws InterruptedException {
        long now = nanoTime.getAsLong();
        if (now - nextNanos < 0 || now - pausedUntilNanos < 0) {
            return List.of();
        }
        List<ChatRequest> claimed = Uplink.await(queue.takeOver(consumer, lease, most));
        if (claimed.isEmpty()) {
            nextNanos = now + lease.toNanos() / 2;
        }
        return claimed.stream()
                .filter(request -> !holdings.holds(request.entryId()))
                .toList();
    }
}
