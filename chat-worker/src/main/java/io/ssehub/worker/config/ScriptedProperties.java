package io.ssehub.worker.config;

import io.ssehub.worker.generator.Pace;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the scripted generator talks.
 *
 * @param seed makes its answers repeatable: the same seed and question give the same answer; otherwise they vary
 * @param minPause shortest pause between two sentences
 * @param maxPause longest pause between two sentences
 */
@Validated
@ConfigurationProperties("worker.scripted")
public record ScriptedProperties(
        @Nullable Long seed,

        @DefaultValue("500ms") @DurationMin(millis = 0) @DurationMax(minutes = 10)
        Duration minPause,

        @DefaultValue("1500ms") @DurationMin(millis = 0) @DurationMax(minutes = 10)
        Duration maxPause) {

    @AssertTrue(message = "worker.scripted.max-pause must not be shorter than worker.scripted.min-pause") boolean isMaxPauseNotShorterThanMinPause() {
        return maxPause.compareTo(minPause) >= 0;
    }

    Pace pace() {
        return new Pace(minPause, maxPause);
    }
}
