package io.ssehub.worker.provider;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many requests a provider gets, at once and a minute. Who would be one too many waits a while, then fails. */
final class Limits {
    private final @Nullable Bulkhead bulkhead;
    private final @Nullable RateLimiter rate;
    private final ProviderMeters meters;

    Limits(ProviderProperties properties, ProviderMeters meters) {
        this.bulkhead = properties.concurrency() == 0 ? null : bulkhead(properties);
        this.rate = properties.requestsPerMinute() == 0 ? null : rate(properties);
        this.meters = meters;
    }

    private static Bulkhead bulkhead(ProviderProperties properties) {
        return Bulkhead.of(
                "provider",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(properties.concurrency())
                        .maxWaitDuration(properties.limitWait())
                        .build());
    }

    /** Spread evenly: a whole minute's requests at its first second would be what the provider wants to be spared. */
    private static RateLimiter rate(ProviderProperties properties) {
        return RateLimiter.of(
                "provider",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(Duration.ofMinutes(1).dividedBy(properties.requestsPerMinute()))
                        .timeoutDuration(properties.limitWait())
                        .build());
    }

    /** Waits for a turn; {@link #leave} follows. */
    void enter() throws GenerationException, InterruptedException {
        if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
            throw refused("concurrency");
        }
        if (rate != null && !rate.acquirePermission()) {
            leave();
            throw refused("rate");
        }
    }

    void leave() {
        if (bulkhead != null) {
            bulkhead.releasePermission();
        }
    }

    /** The library turns an interrupt into a refusal, and keeps the flag. */
    private GenerationException refused(String why) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        meters.providerSpared(why);
        return new GenerationException(
                FailureCode.RATE_LIMITED, new ProviderTrouble("this worker's own limit is reached: " + why));
    }
}
