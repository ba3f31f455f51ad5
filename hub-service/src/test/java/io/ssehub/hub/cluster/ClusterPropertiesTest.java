package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(ClusterProperties.class)).isEqualTo(new ClusterProperties(Duration.ofSeconds(1)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(ClusterProperties.class, "timeout=3s"))
                .isEqualTo(new ClusterProperties(Duration.ofSeconds(3)));
    }
}
