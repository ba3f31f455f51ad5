package io.ssehub.worker.intake;

import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.worker.loop.Backoff;
import io.ssehub.worker.loop.Loop;
import io.ssehub.worker.redis.Uplink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says again and again that this worker is there, and how much it has to do, for whoever looks at the cluster. */
@Component
final class Attendance {
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final Leases workers;
    private final Uplink uplink;
    private final String version;
    private final String history;
    private final Instant since = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    Attendance(RedisLink link, RedisKeys keys, Uplink uplink, Environment environment, HistoryProperties history) {
        this.workers = Leases.ofWorkers(link, keys);
        this.uplink = uplink;
        this.version = environment.getProperty("spring.application.version", "dev");
        this.history = history.fingerprint();
    }

    Loop start(String worker, IntSupplier running, int capacity) {
        return Loop.start(
                "worker-attendance",
                "saying that this worker is there",
                () -> {
                    uplink.awaitUp();
                    var _ = Uplink.await(workers.renew(worker, report(running.getAsInt(), capacity)));
                    Thread.sleep(Leases.RENEWAL);
                },
                Backoff.JITTERED);
    }

    /** A JSON object; nothing in it has to be escaped. */
    private String report(int running, int capacity) {
        return "{\"version\":\"" + version + "\",\"since\":\"" + since + "\",\"history\":\"" + history
                + "\",\"running\":" + running + ",\"capacity\":" + capacity + "}";
    }

    /** Ends it, and takes the worker out; if Redis is away that happens by itself when the lease is over. */
    void end(String worker, Loop loop) {
        loop.stop();
        try {
            // A renewal that is under way must not come after it.
            var _ = loop.awaitEnd(LAST_WORD);
            workers.drop(worker).toCompletableFuture().get(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException away) {
            // The lease ends.
        }
    }
}
