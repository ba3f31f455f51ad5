package io.ssehub.hub.session;

import io.ssehub.protocol.log.Retention;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sessions as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
class SessionConfiguration {
    @Bean
    Sessions sessions() {
        return new Sessions();
    }

    @Bean
    SessionLimits sessionLimits(SessionProperties properties, Retention retention) {
        return properties.limits(retention.head());
    }
}
