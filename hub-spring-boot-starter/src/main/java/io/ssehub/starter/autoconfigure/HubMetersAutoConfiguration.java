package io.ssehub.starter.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.starter.meter.PublisherMeters;
import io.ssehub.starter.publish.PublishMeters;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Counts what is published, in the application's own registry, if it has one. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
public final class HubMetersAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(PublishMeters.class)
    PublisherMeters hubPublisherMeters(MeterRegistry registry, Environment environment) {
        return new PublisherMeters(
                registry, environment.getProperty("hub.publisher.mode", "redis").toLowerCase(Locale.ROOT));
    }
}
