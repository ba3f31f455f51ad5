package io.ssehub.starter.autoconfigure;

import io.ssehub.starter.publish.Transport;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the way to the hub is open. */
final class TransportHealth implements HealthIndicator {
    private final Transport transport;

    TransportHealth(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Health health() {
        String trouble = transport.trouble();
        Health.Builder health = trouble.isEmpty() ? Health.up() : Health.down().withDetail("trouble", trouble);
        return health.withDetail("mode", transport.name()).build();
    }
}
