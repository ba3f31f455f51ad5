package io.ssehub.hub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import org.junit.jupiter.api.Test;

class ChatPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(ChatProperties.class)).isEqualTo(new ChatProperties(8_192, 50, 10_000));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(ChatProperties.class, "max-message=10", "listed=2", "backlog=3"))
                .isEqualTo(new ChatProperties(10, 2, 3));
    }
}
