package io.ssehub.hub.lifecycle;

import io.ssehub.hub.session.Notice;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells open connections that Redis is away, and that it is back. Called by one thread. */
final class RedisWatch {
    private static final Logger log = LoggerFactory.getLogger(RedisWatch.class);
    /** A connection to Redis that is replaced is away for less. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Notice AWAY = Notice.systemMessage(
            "redis_unavailable", "Redis cannot be reached. What is published meanwhile comes later.");
    private static final Notice BACK = Notice.systemMessage("redis_back", "Redis is back.");

    private final BooleanSupplier isUp;
    private final Sessions sessions;
    private final LongSupplier nanoClock;

    private long lastUpNanos;
    private boolean told;

    RedisWatch(BooleanSupplier isUp, Sessions sessions, LongSupplier nanoClock) {
        this.isUp = isUp;
        this.sessions = sessions;
        this.nanoClock = nanoClock;
        this.lastUpNanos = nanoClock.getAsLong();
    }

    static RedisWatch of(RedisLink link, Sessions sessions) {
        return new RedisWatch(link::isUp, sessions, System::nanoTime);
    }

    /** To be called about once a second. */
    void tick() {
        long now = nanoClock.getAsLong();
        if (isUp.getAsBoolean()) {
            lastUpNanos = now;
            if (told) {
                told = false;
                log.info("Redis is back; {} connections are told", sessions.count());
                sessions.recall(BACK);
            }
        } else if (!told && now - lastUpNanos >= PATIENCE.toNanos()) {
            told = true;
            log.warn("Redis is away; {} connections are told, and wait", sessions.count());
            sessions.announce(AWAY);
        }
    }
}
