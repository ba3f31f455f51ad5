package io.ssehub.worker.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares a provider that is down, and those who would wait for it: when too many requests have failed, further ones fail
 * at once for a while, then a few try.
 */
final class Breaker {
    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    /** What says that the provider is ill. That it refuses, or wants fewer requests, says that it is well. */
    private static final Set<FailureCode> ILLNESS =
            Set.of(FailureCode.PROVIDER_UNAVAILABLE, FailureCode.TIMED_OUT, FailureCode.INTERRUPTED);

    private static final float FAILURES_PERCENT = 50;
    private static final int TRIALS = 3;

    private final @Nullable CircuitBreaker breaker;
    private final ProviderMeters meters;

    Breaker(ProviderProperties properties, ProviderMeters meters) {
        this.breaker = properties.breakerWindow() == 0 ? null : breaker(properties);
        this.meters = meters;
    }

    private static CircuitBreaker breaker(ProviderProperties properties) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "provider",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(properties.breakerWindow())
                        .minimumNumberOfCalls(properties.breakerWindow())
                        .failureRateThreshold(FAILURES_PERCENT)
                        .waitDurationInOpenState(properties.breakerPause())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "provider: breaker {} -> {}",
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
        return breaker;
    }

    /** Asks to be let through; one of the others follows. */
    void enter() throws GenerationException {
        if (breaker != null && !breaker.tryAcquirePermission()) {
            meters.providerSpared("breaker");
            throw new GenerationException(
                    FailureCode.PROVIDER_UNAVAILABLE,
                    new ProviderTrouble("not asked: too many requests have failed of late"));
        }
    }

    void onSuccess(long nanos) {
        if (breaker != null) {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void onFailure(long nanos, GenerationException failure) {
        if (breaker == null) {
            return;
        }
        if (ILLNESS.contains(failure.code())) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** It was stopped from this side, which says nothing about the provider. */
    void onStopped() {
        if (breaker != null) {
            breaker.releasePermission();
        }
    }
}
