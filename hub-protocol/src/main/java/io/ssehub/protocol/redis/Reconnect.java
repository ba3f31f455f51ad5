package io.ssehub.protocol.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to connect until it works: at once, then with growing, jittered pauses of at most a second. */
final class Reconnect {
    private static final Logger log = LoggerFactory.getLogger(Reconnect.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** Failures are logged at the first attempt and then every so many. */
    private static final int LOG_EVERY = 30;

    private final String name;
    private final Supplier<CompletionStage<Void>> attempt;
    private volatile boolean stopped;
    private volatile boolean started;
    private volatile long lastNanos;

    Reconnect(String name, Supplier<CompletionStage<Void>> attempt) {
        this.name = name;
        this.attempt = attempt;
    }

    /**
     * Starts trying. Must not be called while an earlier call is still trying. A connection that did not last is not
     * replaced at once: it may be refused for a reason that stays.
     */
    void now() {
        long startedNanos = System.nanoTime();
        boolean hasty = started && startedNanos - lastNanos < LONGEST_PAUSE.toNanos();
        started = true;
        lastNanos = startedNanos;
        if (hasty) {
            later(() -> attempt(0), LONGEST_PAUSE);
        } else {
            attempt(0);
        }
    }

    void stop() {
        stopped = true;
    }

    private void attempt(int failures) {
        if (stopped) {
            return;
        }
        CompletionStage<Void> tried;
        try {
            tried = attempt.get();
        } catch (RuntimeException e) {
            tried = CompletableFuture.failedFuture(e);
        }
        tried.whenComplete((connected, failure) -> {
            if (failure != null && !stopped) {
                report(failures, failure);
                later(() -> attempt(failures + 1), pause(failures));
            }
        });
    }

    private static void later(Runnable task, Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }

    private void report(int failures, Throwable failure) {
        if (failures % LOG_EVERY == 0) {
            log.warn("{}: Redis cannot be reached, trying again: {}", name, RedisErrors.rootMessage(failure));
        }
    }

    private static Duration pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
