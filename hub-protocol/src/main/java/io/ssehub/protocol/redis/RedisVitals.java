package io.ssehub.protocol.redis;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Redis says of its memory, asked for every few seconds: how near it is to refusing writes, and to cutting off a node
 * that does not keep up with what it is sent. So these two need no exporter beside Redis.
 */
public final class RedisVitals {
    /*
     * Threads: one ticks, answers come on the driver's, any may ask. A sample is replaced as a whole.
     */
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /**
     * One look.
     *
     * @param usedBytes memory in use
     * @param limitBytes {@code maxmemory}; 0 for none
     * @param outputBytes largest output buffer any of its clients has had in the last seconds
     */
    public record Sample(long usedBytes, long limitBytes, long outputBytes) {}

    private final RedisLink link;
    private final LongSupplier nanoClock;

    // Of the thread that ticks.
    private long nextNanos;

    private volatile @Nullable Sample sample;

    public RedisVitals(RedisLink link, LongSupplier nanoClock) {
        this.link = link;
        this.nanoClock = nanoClock;
        this.nextNanos = nanoClock.getAsLong();
        link.onDown(() -> sample = null);
    }

    /** The latest look; empty while Redis is away, or does not tell. */
    public Optional<Sample> latest() {
        return Optional.ofNullable(sample);
    }

    /** To be called about once a second. */
    public void tick() {
        long now = nanoClock.getAsLong();
        if (!link.isUp() || now - nextNanos < 0) {
            return;
        }
        nextNanos = now + EVERY_NANOS;
        // Redis 6 takes one section at a time.
        link.send(redis -> redis.info("memory"))
                .thenCombine(link.send(redis -> redis.info("clients")), RedisVitals::read)
                .whenComplete((seen, failure) -> sample = seen);
    }

    private static Sample read(String memory, String clients) {
        return new Sample(
                number(memory, "used_memory"),
                number(memory, "maxmemory"),
                number(clients, "client_recent_max_output_buffer"));
    }

    private static long number(String info, String field) {
        return info.lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> Long.parseLong(line.substring(field.length() + 1).strip()))
                .findFirst()
                .orElse(0L);
    }
}
