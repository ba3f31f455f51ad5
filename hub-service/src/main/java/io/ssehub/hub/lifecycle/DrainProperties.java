package io.ssehub.hub.lifecycle;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a node stops.
 *
 * @param window time over which its connections are sent elsewhere; 0 sends all at once
 * @param notice how long it goes on serving, at least, after it has become unready, for balancers to find out
 */
@Validated
@ConfigurationProperties("hub.drain")
public record DrainProperties(
        @DefaultValue("20s") @DurationMin(seconds = 0) @DurationMax(hours = 1)
        Duration window,

        @DefaultValue("2s") @DurationMin(seconds = 0) @DurationMax(minutes = 10)
        Duration notice) {}
