package io.ssehub.starter.autoconfigure;

import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.PublisherConnections;
import io.ssehub.starter.publish.Transport;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Publishes to the Redis that {@code spring.data.redis.*} or a test container names, unless the hubs' is named apart: an
 * application may have another one for itself.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(DataRedisConnectionDetails.class)
@ConditionalOnBean({DataRedisConnectionDetails.class, DataRedisProperties.class})
@ConditionalOnProperty(name = "hub.publisher.mode", havingValue = "redis", matchIfMissing = true)
class ToConfiguredRedis {
    @Bean
    @ConditionalOnMissingBean
    Transport hubTransport(
            HubPublisherProperties publisher,
            DataRedisConnectionDetails details,
            DataRedisProperties redis,
            HubRedisProperties properties,
            HistoryProperties history) {
        if (publisher.redisUrl() != null) {
            return ToRedis.byUrl(publisher.redisUrl(), properties, history);
        }
        SharedSettings.check(properties, history);
        try {
            return ToRedis.over(PublisherConnections.open(details, redis, properties, history), properties);
        } catch (IllegalStateException unfit) {
            throw new IllegalStateException(
                    unfit.getMessage() + "; if that one is not the hubs', name theirs by hub.publisher.redis-url",
                    unfit);
        }
    }
}
