package io.ssehub.hub.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PublishPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(PublishProperties.class))
                .isEqualTo(new PublishProperties(true, 1_000, DataSize.ofMegabytes(1)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(PublishProperties.class, "direct=false", "batch-lines=7", "batch-size=2KB"))
                .isEqualTo(new PublishProperties(false, 7, DataSize.ofKilobytes(2)));
    }
}
