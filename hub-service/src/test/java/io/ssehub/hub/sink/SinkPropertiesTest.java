package io.ssehub.hub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import io.ssehub.hub.sink.SinkProperties.Kind;
import org.junit.jupiter.api.Test;

class SinkPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(SinkProperties.class)).isEqualTo(new SinkProperties(Kind.ENDPOINT));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(SinkProperties.class, "kind=emitter")).isEqualTo(new SinkProperties(Kind.EMITTER));
    }
}
