package io.ssehub.hub.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbePropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(ProbeProperties.class))
                .isEqualTo(new ProbeProperties(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(ProbeProperties.class, "interval=5s", "timeout=7s"))
                .isEqualTo(new ProbeProperties(Duration.ofSeconds(5), Duration.ofSeconds(7)));
    }
}
