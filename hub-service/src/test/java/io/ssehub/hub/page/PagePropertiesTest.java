package io.ssehub.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagePropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(PageProperties.class)).isEqualTo(new PageProperties(Map.of()));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(PageProperties.class, "peers.hub-2=http://localhost:8081"))
                .isEqualTo(new PageProperties(Map.of("hub-2", "http://localhost:8081")));
    }
}
