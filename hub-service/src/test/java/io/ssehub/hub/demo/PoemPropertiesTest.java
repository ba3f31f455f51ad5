package io.ssehub.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoemPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(PoemProperties.class)).isEqualTo(new PoemProperties(Duration.ofMillis(300)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(PoemProperties.class, "pause=0s")).isEqualTo(new PoemProperties(Duration.ZERO));
    }
}
