package io.ssehub.hub.demo;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The demo stream.
 *
 * @param pause between two pieces of the poem
 */
@Validated
@ConfigurationProperties("hub.demo")
record PoemProperties(
        @DefaultValue("300ms") @DurationMin(millis = 0) @DurationMax(seconds = 10)
        Duration pause) {}
