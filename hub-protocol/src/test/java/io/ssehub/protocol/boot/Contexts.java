package io.ssehub.protocol.boot;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The protocol's beans as hub and worker have them, set up by Spring Boot's own properties. */
final class Contexts {
    private Contexts() {}

    static ApplicationContextRunner with(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class))
                .withUserConfiguration(ProtocolConfiguration.class)
                .withPropertyValues(properties);
    }
}
