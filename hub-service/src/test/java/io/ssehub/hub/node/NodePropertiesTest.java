package io.ssehub.hub.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import org.junit.jupiter.api.Test;

class NodePropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(NodeProperties.class)).isEqualTo(new NodeProperties(""));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(NodeProperties.class, "name=hub-1")).isEqualTo(new NodeProperties("hub-1"));
    }
}
