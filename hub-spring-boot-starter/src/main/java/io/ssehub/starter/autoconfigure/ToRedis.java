package io.ssehub.starter.autoconfigure;

import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.PublisherConnection;
import io.ssehub.starter.publish.RedisTransport;
import io.ssehub.starter.publish.Transport;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publishes to the Redis that {@code hub.publisher.redis-url} names. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "hub.publisher.mode", havingValue = "redis", matchIfMissing = true)
class ToRedis {
    private static final Logger log = LoggerFactory.getLogger(ToRedis.class);
    private static final String LOCAL = "redis://localhost:6379";

    @Bean
    @ConditionalOnMissingBean
    Transport hubTransport(HubPublisherProperties publisher, HubRedisProperties properties, HistoryProperties history) {
        return byUrl(Objects.requireNonNullElse(publisher.redisUrl(), LOCAL), properties, history);
    }

    static Transport byUrl(String url, HubRedisProperties properties, HistoryProperties history) {
        SharedSettings.check(properties, history);
        try {
            return over(PublisherConnection.open(url, properties, history), properties);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("hub.publisher.redis-url is " + unreadable.getMessage());
        }
    }

    /** Waits a little for the connection: what an application publishes first thing should not fail. */
    static Transport over(PublisherConnection connection, HubRedisProperties properties) {
        try {
            connection
                    .awaitUp()
                    .toCompletableFuture()
                    .orTimeout(properties.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            log.warn("Redis does not answer yet; what is published fails until it does");
        }
        return new RedisTransport(connection);
    }
}
