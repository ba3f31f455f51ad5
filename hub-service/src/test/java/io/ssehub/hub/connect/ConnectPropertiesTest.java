package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(ConnectProperties.class))
                .isEqualTo(new ConnectProperties(15_000, Duration.ofSeconds(1), 200));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(ConnectProperties.class, "max-connections=7", "retry=250ms", "acked=3"))
                .isEqualTo(new ConnectProperties(7, Duration.ofMillis(250), 3));
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(Settings.bind(ConnectProperties.class, "retry="))
                .isEqualTo(Settings.defaults(ConnectProperties.class));
    }
}
