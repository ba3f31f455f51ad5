package io.ssehub.hub.session;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When what is due by time is due at one connection: jittered, so that connections that came together part. Immutable. */
final class Timing {
    /** How long a response may be without its head. */
    private static final long SILENT_START_NANOS = Duration.ofSeconds(1).toNanos();

    private static final double HEARTBEAT_JITTER = 0.2;
    private static final double AGE_JITTER = 0.2;

    private final long createdNanos;
    private final long heartbeatNanos;
    private final long maxAgeNanos;
    private final long writeTimeoutNanos;

    Timing(SessionLimits limits, long createdNanos) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.createdNanos = createdNanos;
        this.heartbeatNanos = (long) (limits.heartbeat().toNanos() * (1 - HEARTBEAT_JITTER * random.nextDouble()));
        this.maxAgeNanos = (long) (limits.maxAge().toNanos() * (1 - AGE_JITTER + 2 * AGE_JITTER * random.nextDouble()));
        this.writeTimeoutNanos = limits.writeTimeout().toNanos();
    }

    long createdNanos() {
        return createdNanos;
    }

    long writeTimeoutNanos() {
        return writeTimeoutNanos;
    }

    boolean isTooOld(long nanos) {
        return maxAgeNanos > 0 && nanos - createdNanos >= maxAgeNanos;
    }

    /**
     * How long a connection may be quiet. One that waits for its feeds gets its first heartbeat much sooner: until then
     * the client has not even the response's head, and something on the way may lose patience.
     */
    long patienceNanos(boolean silentStart) {
        return silentStart ? Math.min(heartbeatNanos, SILENT_START_NANOS) : heartbeatNanos;
    }
}
