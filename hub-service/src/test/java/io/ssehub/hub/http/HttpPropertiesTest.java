package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class HttpPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(HttpProperties.class))
                .isEqualTo(
                        new HttpProperties(DataSize.ofKilobytes(64), DataSize.ofKilobytes(64), false, -1, List.of()));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(
                        HttpProperties.class,
                        "max-body=1KB",
                        "send-buffer=4KB",
                        "get-actions=true",
                        "internal-port=9100",
                        "cors-origins=https://a.example,http://localhost:8081"))
                .isEqualTo(new HttpProperties(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(4),
                        true,
                        9100,
                        List.of("https://a.example", "http://localhost:8081")));
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(Settings.bind(HttpProperties.class, "max-body=")).isEqualTo(Settings.defaults(HttpProperties.class));
    }
}
