package io.ssehub.protocol.lease;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The processes of one kind that are there. Each says so again and again, together with what there is to know of it; one
 * that was killed is not believed any more when its lease is over. All of it by Redis' clock.
 *
 * <p>Thread-safe.
 */
public final class Leases {
    /** How long a process is believed to be there after it has said so. */
    public static final Duration LIFE = Duration.ofSeconds(10);

    /** How often it says so. */
    public static final Duration RENEWAL = Duration.ofSeconds(2);

    private static final int FIELDS = 3;

    private final RedisLink link;
    private final String key;

    private Leases(RedisLink link, String key) {
        this.link = link;
        this.key = key;
    }

    /** Those of hubs. */
    public static Leases ofNodes(RedisLink link, RedisKeys keys) {
        return new Leases(link, keys.nodes());
    }

    /** Those of workers. */
    public static Leases ofWorkers(RedisLink link, RedisKeys keys) {
        return new Leases(link, keys.workers());
    }

    /**
     * Begins or renews a lease.
     *
     * @param record what the process says of itself, on one line
     * @return how many there are
     */
    public CompletionStage<Long> renew(String holder, String record) {
        return renew(holder, LIFE, record);
    }

    CompletionStage<Long> renew(String holder, Duration life, String record) {
        return link.count(Script.LEASE, new String[] {key}, arg(holder), arg(life.toMillis()), arg(record));
    }

    /** Ends a lease before its time. */
    public CompletionStage<Void> drop(String holder) {
        return link.send(redis -> redis.hdel(key, holder)).thenApply(dropped -> null);
    }

    /** All that hold. */
    public CompletionStage<List<Lease>> all() {
        return link.run(Script.LEASES, new String[] {key}).thenApply(Leases::read);
    }

    private static List<Lease> read(List<Object> answer) {
        List<Lease> leases = new ArrayList<>(answer.size() / FIELDS);
        for (int i = 0; i < answer.size(); i += FIELDS) {
            leases.add(new Lease(
                    Answers.text(answer, i),
                    Instant.ofEpochMilli(Answers.number(answer, i + 1)),
                    Answers.text(answer, i + 2)));
        }
        return leases;
    }
}
