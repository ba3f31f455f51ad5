package io.ssehub.worker.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are taken and held.
 *
 * @param concurrency the most requests worked on at once
 * @param lease how long a request stays with a worker that has gone silent, before another takes it over; must be the
 *     same for all workers
 * @param drain how long a worker that is stopped finishes what it has begun, before it gives the rest back
 */
@Validated
@ConfigurationProperties("worker")
public record IntakeProperties(
        @DefaultValue("16") @Min(1) @Max(10_000) int concurrency,

        @DefaultValue("10s") @DurationMin(millis = 300) @DurationMax(hours = 1)
        Duration lease,

        @DefaultValue("20s") @DurationMin(millis = 0) @DurationMax(hours = 1)
        Duration drain) {}
