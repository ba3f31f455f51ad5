package io.ssehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SessionPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(SessionProperties.class))
                .isEqualTo(new SessionProperties(
                        DataSize.ofKilobytes(512),
                        DataSize.ofKilobytes(64),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(30)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(
                        SessionProperties.class,
                        "queue=2KB",
                        "batch=1KB",
                        "heartbeat=3s",
                        "write-timeout=4s",
                        "max-age=0s"))
                .isEqualTo(new SessionProperties(
                        DataSize.ofKilobytes(2),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ZERO));
    }

    @Test
    void theDefaultsAreTheLimitsOfTheSimulator() {
        assertThat(Settings.defaults(SessionProperties.class).limits(Duration.ofDays(7)))
                .isEqualTo(SessionLimits.DEFAULT);
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(Settings.bind(
                        SessionProperties.class, "queue=", "batch=", "heartbeat=", "write-timeout=", "max-age="))
                .isEqualTo(Settings.defaults(SessionProperties.class));
    }
}
