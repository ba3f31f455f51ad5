package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(DrainProperties.class))
                .isEqualTo(new DrainProperties(Duration.ofSeconds(20), Duration.ofSeconds(2)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(DrainProperties.class, "window=0s", "notice=1s"))
                .isEqualTo(new DrainProperties(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
