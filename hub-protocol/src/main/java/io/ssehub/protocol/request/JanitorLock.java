package io.ssehub.protocol.request;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Lets one worker at a time look after what was left lying. It only saves work: two that look at once do no harm.
 *
 * <p>Thread-safe.
 */
public final class JanitorLock {
    private final RedisLink link;
    private final String key;

    public JanitorLock(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.key = keys.janitor();
    }

    /** A token that nobody has. */
    public static String token() {
        return UUID.randomUUID().toString();
    }

    /** Takes the lock, or keeps it; false if somebody else has it. It opens by itself after {@code life}. */
    public CompletionStage<Boolean> hold(String token, Duration life) {
        return link.count(Script.HOLD, new String[] {key}, arg(token), arg(life.toMillis()))
                .thenApply(held -> held == 1);
    }
}
