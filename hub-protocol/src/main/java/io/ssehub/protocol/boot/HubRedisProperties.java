package io.ssehub.protocol.boot;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How hubs and workers use Redis; where it is, {@code spring.data.redis.*} says.
 * Must be the same in every service, but for {@code publishLinger}, which is each publisher's own.
 *
 * @param prefix what every key and pub/sub channel begins with; sets installations on one Redis apart
 * @param connectTimeout how long TCP may take to connect; short, so that a host that is gone does not hold up the way to
 *     the one that took over
 * @param commandTimeout how long a command may go unanswered before it counts as failed
 * @param publishLinger how long a publication may wait for others that go to Redis with it; 0 for not at all
 */
@Validated
@ConfigurationProperties("hub.redis")
public record HubRedisProperties(
        @DefaultValue("hub")
        @Pattern(regexp = "[A-Za-z0-9._~-]{1,32}", message = "must be " + HubRedisProperties.PREFIX_RULE) String prefix,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 50)
        Duration connectTimeout,

        @DefaultValue("3s") @NotNull @DurationMin(millis = 50)
        Duration commandTimeout,

        @DefaultValue("0ms") @NotNull @DurationMin(millis = 0) @DurationMax(millis = 100)
        Duration publishLinger) {
    static final String PREFIX_RULE = "1 to 32 characters out of A-Z a-z 0-9 . _ ~ -";
}
