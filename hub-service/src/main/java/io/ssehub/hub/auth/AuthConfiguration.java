package io.ssehub.hub.auth;

import io.ssehub.protocol.access.Rates;
import io.ssehub.protocol.access.Tickets;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is there in both modes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthProperties.class)
class AuthConfiguration {
    @Bean
    Tickets tickets(RedisLink link, RedisKeys keys) {
        return new Tickets(link, keys);
    }

    @Bean
    Rates rates(RedisLink link, RedisKeys keys) {
        return new Rates(link, keys);
    }

    @Bean
    Carriers carriers(AuthProperties properties) {
        return new Carriers(properties.cookie());
    }
}
