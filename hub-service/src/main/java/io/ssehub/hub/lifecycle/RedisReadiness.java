package io.ssehub.hub.lifecycle;

import io.ssehub.hub.bus.RedisBus;
import io.ssehub.protocol.redis.RedisLink;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready once Redis has been reached and the nodes' orders are heard: an order to end a client's connections must not
 * pass by one that has just been let in. Not while this node alone is deaf, or out of service. It stays so while Redis is away: that is the
 * same for all nodes, and refusing streams would end every plain EventSource for good.
 */
@Component("hub")
final class RedisReadiness implements HealthIndicator {
    private final RedisLink link;
    private final RedisBus bus;
    private final Duty duty;

    RedisReadiness(RedisLink link, RedisBus bus, Duty duty) {
        this.link = link;
        this.bus = bus;
        this.duty = duty;
    }

    @Override
    public Health health() {
        boolean deaf = bus.isDeaf();
        Health.Builder health = duty.isReady() ? Health.up() : Health.outOfService();
        String redis = link.isUp() && bus.isListening() ? "connected" : "away";
        return health.withDetail("redis", deaf ? "deaf" : redis).build();
    }
}
