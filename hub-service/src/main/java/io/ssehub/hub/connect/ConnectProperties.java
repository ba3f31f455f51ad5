package io.ssehub.hub.connect;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What connections a node takes.
 *
 * @param maxConnections most open streams of this node
 * @param retry how long a client should wait before it connects again
 * @param acked most of a client's newest answers that {@code from=acked} looks at
 */
@Validated
@ConfigurationProperties("hub.connect")
public record ConnectProperties(
        @DefaultValue("15000") @Min(1) @Max(1_000_000) int maxConnections,

        @DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration retry,

        @DefaultValue("200") @Min(1) @Max(10_000) int acked) {}
