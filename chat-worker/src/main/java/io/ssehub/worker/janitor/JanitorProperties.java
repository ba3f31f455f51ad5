package io.ssehub.worker.janitor;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Looking after what was left lying.
 *
 * @param interval how often one of the workers looks, and how long something must have been left lying to be touched
 */
@Validated
@ConfigurationProperties("worker.janitor")
public record JanitorProperties(
        @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(days = 1)
        Duration interval) {}
