package io.ssehub.worker.redis;

import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.RedisConnections;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Where new requests come from. Waiting for them blocks a connection, so this has one of its own. Keeps
 * the consumer group there: on a fresh Redis it is missing, and after a flush.
 *
 * <p>For one thread.
 */
@Component
public final class RequestSource implements DisposableBean {
    /** Short enough for a stop to be prompt. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final RedisLink link;
    private final RequestQueue queue;
    private final Duration wait;
    private final AtomicBoolean groupUnsure = new AtomicBoolean(true);

    RequestSource(RedisConnections connections, RedisKeys keys, HubRedisProperties properties) {
        this.link = connections.link("requests");
        this.queue = new RequestQueue(link, keys);
        // A wait as long as the command timeout would count as Redis being away.
        Duration half = properties.commandTimeout().dividedBy(2);
        this.wait = half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT;
        link.onUp(this::doubtGroup);
    }

    /** Whether Redis was ever reached. */
    public boolean wasUp() {
        return link.wasUp();
    }

    /** The longest time {@link #take} needs while Redis answers. */
    public Duration longestWait() {
        return wait;
    }

    /** Waits until Redis was reached for the first time. */
    public void awaitFirstUp() throws InterruptedException {
        Uplink.await(link.awaitUp());
    }

    /** Makes the consumer group, unless it is known to be there. */
    public void ensureGroup() throws InterruptedException {
        if (groupUnsure.compareAndSet(true, false)) {
            try {
                Uplink.await(queue.createGroup());
            } catch (RuntimeException failure) {
                doubtGroup();
                throw failure;
            }
        }
    }

    /** Something went wrong, perhaps because the group is gone; looking again costs one command. */
    public void doubtGroup() {
        groupUnsure.set(true);
    }

    /** Takes new requests; waits for the first of them, but not long: the answer may be empty. */
    public List<ChatRequest> take(String consumer, int most) throws InterruptedException {
        return Uplink.await(queue.take(consumer, most, wait));
    }

    @Override
    public void destroy() {
        link.close();
    }
}
