package io.ssehub.starter.autoconfigure;

import io.ssehub.starter.publish.Transport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Whether the hub can be published to, as {@code hub} of the application's health. */
@AutoConfiguration(after = HubPublisherAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Transport.class)
public final class HubHealthAutoConfiguration {
    @Bean
    @ConditionalOnEnabledHealthIndicator("hub")
    @ConditionalOnMissingBean(name = "hubHealthIndicator")
    HealthIndicator hubHealthIndicator(Transport transport) {
        return new TransportHealth(transport);
    }
}
