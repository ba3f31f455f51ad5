package io.ssehub.hub.cluster;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How nodes ask each other.
 *
 * @param timeout how long a node waits for the answers of the others; who has not answered by then is named
 */
@Validated
@ConfigurationProperties("hub.cluster")
public record ClusterProperties(
        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration timeout) {}
