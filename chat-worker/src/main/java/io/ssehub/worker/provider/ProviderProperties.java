package io.ssehub.worker.provider;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a model provider is dealt with.
 *
 * @param systemPrompt what the model is told before every conversation; empty for nothing
 * @param connectTimeout how long a connection to the provider may take
 * @param firstTokenTimeout how long the provider may take, from being asked, to the first piece of answer or reasoning
 * @param tokenTimeout how long it may then say nothing
 * @param maxEvent so many bytes of the provider's stream have to bring an event of the answer; otherwise the answer ends,
 *     so that it cannot fill memory
 * @param retries how often a request that failed before its first token is made again
 * @param retryDelay pause before the first retry, doubled for each further one; up to a half less, at random
 * @param retryAfterLimit longest pause a provider may ask for by Retry-After; if it asks for more, the answer fails at
 *     once
 * @param concurrency most requests at the provider at once, by this worker; 0 for no limit but worker.concurrency
 * @param requestsPerMinute most requests a minute, by this worker; 0 for no limit
 * @param limitWait how long a request waits for these two limits before it fails with rate_limited
 * @param breakerWindow of so many requests half have to fail for the breaker to open; 0 for no breaker
 * @param breakerPause how long requests fail at once while the breaker is open, until some are let through for a try
 */
@Validated
@ConfigurationProperties("worker.provider")
public record ProviderProperties(
        @DefaultValue("") @NotNull String systemPrompt,

        @DefaultValue("5s") @DurationMin(millis = 50) @DurationMax(minutes = 5)
        Duration connectTimeout,

        @DefaultValue("60s") @DurationMin(millis = 50) @DurationMax(hours = 1)
        Duration firstTokenTimeout,

        @DefaultValue("30s") @DurationMin(millis = 50) @DurationMax(hours = 1)
        Duration tokenTimeout,

        @DefaultValue("1MB") DataSize maxEvent,
        @DefaultValue("2") @Min(0) @Max(10) int retries,

        @DefaultValue("500ms") @DurationMin(millis = 0) @DurationMax(minutes = 1)
        Duration retryDelay,

        @DefaultValue("10s") @DurationMin(millis = 0) @DurationMax(minutes = 10)
        Duration retryAfterLimit,

        @DefaultValue("0") @Min(0) @Max(10_000) int concurrency,
        @DefaultValue("0") @Min(0) @Max(1_000_000) int requestsPerMinute,

        @DefaultValue("10s") @DurationMin(millis = 0) @DurationMax(minutes = 10)
        Duration limitWait,

        @DefaultValue("20") @Min(0) @Max(10_000) int breakerWindow,

        @DefaultValue("10s") @DurationMin(millis = 50) @DurationMax(hours = 1)
        Duration breakerPause) {

    private static final DataSize SMALLEST_EVENT = DataSize.ofKilobytes(4);
    private static final DataSize LARGEST_EVENT = DataSize.ofMegabytes(64);

    @AssertTrue(message = "worker.provider.max-event must be 4KB to 64MB") boolean isMaxEventInRange() {
        return maxEvent.compareTo(SMALLEST_EVENT) >= 0 && maxEvent.compareTo(LARGEST_EVENT) <= 0;
    }
}
