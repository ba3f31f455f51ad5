package io.ssehub.hub.lifecycle;

import io.ssehub.hub.bus.RedisBus;
import io.ssehub.protocol.redis.RedisLink;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once Redis has been reached. It stays so while Redis is away: that is the same for all nodes, and refusing
 * streams would end every plain EventSource for good.
 */
@Component("hub")
final class RedisReadiness implements HealthIndicator {
    private final RedisLink link;
    private final RedisBus bus;

    RedisReadiness(RedisLink link, RedisBus bus) {
        this.link = link;
        this.bus = bus;
    }

    @Override
    public Health health() {
        Health.Builder health = link.wasUp() && bus.wasListening() ? Health.up() : Health.outOfService();
        return health.withDetail("redis", link.isUp() && bus.isListening() ? "connected" : "away")
                .build();
    }
}
