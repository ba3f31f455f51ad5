package io.ssehub.worker.config;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps keys and passwords out of the actuator's pages, also where an operator lets these show all other values. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {
    @Bean
    SanitizingFunction secrets() {
        return SanitizingFunction.sanitizeValue().ifLikelySensitive();
    }
}
