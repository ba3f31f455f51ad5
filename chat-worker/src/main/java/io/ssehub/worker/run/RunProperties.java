package io.ssehub.worker.run;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often an answer is tried.
 *
 * @param maxAttempts attempts, by whichever workers, before an answer ends with too_many_attempts
 * @param deadLetters most dead letters to keep; the oldest leave first
 */
@Validated
@ConfigurationProperties("worker")
public record RunProperties(
        @DefaultValue("3") @Min(1) @Max(100) int maxAttempts,
        @DefaultValue("1000") @Min(1) @Max(1_000_000) int deadLetters) {}
