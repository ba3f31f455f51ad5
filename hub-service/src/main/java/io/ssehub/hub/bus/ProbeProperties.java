package io.ssehub.hub.bus;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a node makes sure that it hears what is published.
 *
 * @param interval how often it publishes a word to itself; looked after once a second
 * @param timeout how long a word that Redis has taken may go unheard before the connection is replaced
 */
@Validated
@ConfigurationProperties("hub.probe")
public record ProbeProperties(
        @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(days = 1)
        Duration interval,

        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration timeout) {}
