package io.ssehub.hub.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class LimitPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(LimitProperties.class))
                .isEqualTo(new LimitProperties(
                        100, 500, 1000, 30_000, 50, 60, 1000, 60, 16, DataSize.ofKilobytes(64), 50_000));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(
                        LimitProperties.class,
                        "streams-per-client=1",
                        "streams-per-address=2",
                        "sockets-per-address=3",
                        "sockets=4",
                        "connects-per-second=5",
                        "questions-per-minute=6",
                        "publishes-per-second=7",
                        "identities-per-hour=8",
                        "channels-per-stream=9",
                        "event-size=10B",
                        "addresses=110"))
                .isEqualTo(new LimitProperties(1, 2, 3, 4, 5, 6, 7, 8, 9, DataSize.ofBytes(10), 110));
    }
}
