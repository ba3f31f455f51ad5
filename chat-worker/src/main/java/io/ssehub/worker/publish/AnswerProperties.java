package io.ssehub.worker.publish;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How answers are written.
 *
 * @param fragmentWindow pieces of an answer that come within this time go out as one fragment; 0 sends each as it comes
 * @param maxAnswer longest answer in characters; a longer one is cut there and ends with the finish reason length
 */
@Validated
@ConfigurationProperties("worker")
public record AnswerProperties(
        @DefaultValue("20ms") @DurationMin(millis = 0) @DurationMax(seconds = 5)
        Duration fragmentWindow,

        @DefaultValue("200000") @Min(1) @Max(10_000_000) int maxAnswer) {}
