package io.ssehub.worker.intake;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: down until Redis was reached for the first time, up from then on, also while it is away. */
@Component
final class IntakeHealthIndicator implements HealthIndicator {
    private final Intake intake;

    IntakeHealthIndicator(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Health health() {
        return intake.wasReady()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "Redis was not reached yet")
                        .build();
    }
}
