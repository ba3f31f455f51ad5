package io.ssehub.protocol.access;

import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * How often something was had, at all hubs together: as often as is allowed at once, and then evenly spread.
 *
 * <p>Thread-safe.
 */
public final class Rates {
    /** Of a client: what it asks. */
    public static final String QUESTIONS = "chat";

    /** Of an address: identities that are given away. */
    public static final String IDENTITIES = "identity";

    private final RedisLink link;
    private final RedisKeys keys;

    public Rates(RedisLink link, RedisKeys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * Takes one.
     *
     * @param kind of what: one of the constants above, or another word
     * @param who has it
     * @param most how many in {@code time}, and at once; 0 for no limit
     * @return zero if it was taken, else how long until there is one
     */
    public CompletionStage<Duration> take(String kind, String who, int most, Duration time) {
        if (most == 0) {
            return CompletableFuture.completedFuture(Duration.ZERO);
        }
        long intervalMicros = TimeUnit.NANOSECONDS.toMicros(time.toNanos()) / most;
        return link.count(
                        Script.RATE,
                        new String[] {keys.rate(kind, who)},
                        Answers.arg(intervalMicros),
                        Answers.arg(most))
                .thenApply(Duration::ofMillis);
    }
}
