package io.ssehub.protocol.generation;

import static io.ssehub.protocol.redis.Answers.arg;

import io.lettuce.core.Range;
import io.ssehub.protocol.digest.Sha256;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Messages that were erased with their client. Whoever still works on one would otherwise take it for lost by Redis, and
 * write to the client that it broke off. Only hashes are kept, and only for as long as somebody may still work on them.
 *
 * <p>Thread-safe.
 */
public final class ErasedMessages {
    /** Longer than any drain or lease. */
    public static final Duration REMEMBERED = Duration.ofHours(2);

    private static final int BYTES = 16;

    private final RedisLink link;
    private final RedisKeys keys;

    public ErasedMessages(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
    }

    /** To be done before anything of them is removed. */
    public CompletionStage<Void> remember(String clientId, Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        String key = keys.erased();
        long now = System.currentTimeMillis();
        List<Object> hashes = new ArrayList<>(2 * messageIds.size());
        for (String id : messageIds) {
            hashes.add((double) (now + REMEMBERED.toMillis()));
            hashes.add(arg(hash(clientId, id)));
        }
        return link.send(redis -> redis.zremrangebyscore(key, Range.create(0L, now)))
                .thenCompose(gone -> link.send(redis -> redis.zadd(key, hashes.toArray())))
                .thenCompose(added -> link.send(redis -> redis.pexpire(key, REMEMBERED.toMillis())))
                .thenApply(done -> null);
    }

    /** Whether it was, lately. */
    public CompletionStage<Boolean> contains(String clientId, String messageId) {
        return link.send(redis -> redis.zscore(keys.erased(), arg(hash(clientId, messageId))))
                .thenApply(until -> until != null);
    }

    private static String hash(String clientId, String messageId) {
        return Sha256.hex(clientId + '/' + messageId, BYTES);
    }
}
