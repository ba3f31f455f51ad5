package io.ssehub.protocol.boot;

import io.lettuce.core.RedisURI;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

/**
 * Connects publishers as {@code spring.data.redis.*} or a test container says. Apart from {@link PublisherConnection}, which
 * applications without Spring Data use too.
 */
public final class PublisherConnections {
    private PublisherConnections() {}

    /** Begins to connect to where the application's Redis is. */
    public static PublisherConnection open(
            DataRedisConnectionDetails details,
            DataRedisProperties redis,
            HubRedisProperties properties,
            HistoryProperties history) {
        RedisURI uri = RedisUris.of(details, RedisTls.isUsed(details, redis), properties.commandTimeout());
        return PublisherConnection.open(
                uri, RedisTls.options(details.getSslBundle(), properties.commandTimeout()), properties, history);
    }
}
