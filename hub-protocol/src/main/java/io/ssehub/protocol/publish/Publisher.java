package io.ssehub.protocol.publish;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.digest.Sha256;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.Script;
import io.ssehub.protocol.redis.ScriptCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/**
 * Appends events to channels. Pipelined: calls return at once, and what one thread publishes gets positions in that
 * order. With a <em>linger</em> events wait up to that long and go to Redis together, which costs all who are concerned
 * a fraction of what they cost one by one.
 *
 * <p>Nothing is repeated by itself; a {@link RedisAwayException} means that the outcome is unknown, and
 * only {@link #publishOnce} may then be called again without harm.
 *
 * <p>Thread-safe.
 */
public final class Publisher implements AutoCloseable {
    /** How long an idempotency key is remembered. */
    public static final Duration KEY_LIFE = Duration.ofMinutes(10);

    private static final int FIXED_ARGS = 5;
    private static final int DIGEST_BYTES = 16;

    private final Gathering gathering;
    private final RedisKeys keys;
    private final Retentions retentions;

    /** A publisher that sends at once. */
    public Publisher(RedisLink link, RedisKeys keys, Retentions retentions) {
        this(link, keys, retentions, Duration.ZERO);
    }

    /**
     * A publisher whose events may travel together.
     *
     * @param linger how long an event may wait for others; zero for not at all
     */
    public Publisher(RedisLink link, RedisKeys keys, Retentions retentions, Duration linger) {
        this.gathering = new Gathering(link, linger);
        this.keys = keys;
        this.retentions = retentions;
    }

    /** Appends one event. */
    public CompletionStage<Published> publish(Channel channel, Event event) {
        return publish(channel, List.of(event));
    }

    /** Appends events to neighbouring positions, all or none. */
    public CompletionStage<Published> publish(Channel channel, List<Event> events) {
        return run(channel, new String[] {keys.log(channel), keys.head(channel)}, "", events);
    }

    /** Appends an event unless it was appended under the same key in the last {@link #KEY_LIFE}. */
    public CompletionStage<Published> publishOnce(Channel channel, String key, Event event) {
        Names.check("key", key);
        String[] redisKeys = {keys.log(channel), keys.head(channel), keys.publishMemory(channel, key)};
        return run(channel, redisKeys, digest(event), List.of(event));
    }

    /** Sends what waits. The connection is left alone; what is published after this is sent at once. */
    @Override
    public void close() {
        gathering.close();
    }

    private CompletionStage<Published> run(Channel channel, String[] redisKeys, String digest, List<Event> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing to publish");
        }
        List<byte[]> args = new ArrayList<>(FIXED_ARGS + 2 * events.size());
        Retention retention = retentions.of(channel);
        args.add(arg(retention.most()));
        args.add(arg(retention.log().toMillis()));
        args.add(arg(retention.head().toMillis()));
        args.add(arg(KEY_LIFE.toMillis()));
        args.add(arg(digest));
        for (Event event : events) {
            args.add(arg(event.name()));
            args.add(arg(event.data()));
        }
        return gathering
                .run(new ScriptCall(Script.PUBLISH, redisKeys, args.toArray(byte[][]::new)))
                .thenApply(Publisher::read);
    }

    private static Published read(List<Object> answer) {
        return new Published(
                Published.Outcome.valueOf(Answers.text(answer, 0).toUpperCase(Locale.ROOT)),
                position(answer, 1),
                position(answer, 2));
    }

    private static Position position(List<Object> answer, int index) {
        String written = Answers.text(answer, index);
        return Position.parse(written).orElseThrow(() -> new IllegalStateException("not a position: " + written));
    }

    private static String digest(Event event) {
        return Sha256.hex(event.name() + '\0' + event.data(), DIGEST_BYTES);
    }
}
