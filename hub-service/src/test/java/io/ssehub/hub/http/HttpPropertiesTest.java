package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class HttpPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(HttpProperties.class))
                .isEqualTo(new HttpProperties(
                        DataSize.ofKilobytes(64),
                        DataSize.ofKilobytes(8),
                        DataSize.ofKilobytes(4),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        DataSize.ofKilobytes(64),
                        false,
                        -1,
                        List.of(),
                        ForwardedHeader.X_FORWARDED_FOR,
                        List.of()));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(
                        HttpProperties.class,
                        "max-body=1KB",
                        "max-head=2KB",
                        "max-url=256B",
                        "head-timeout=1s",
                        "body-timeout=2s",
                        "send-buffer=4KB",
                        "get-actions=true",
                        "internal-port=9100",
                        "trusted-proxies=10.0.0.0/8,::1",
                        "forwarded-header=forwarded",
                        "cors-origins=https://a.example,http://localhost:8081"))
                .isEqualTo(new HttpProperties(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(2),
                        DataSize.ofBytes(256),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        DataSize.ofKilobytes(4),
                        true,
                        9100,
                        List.of("10.0.0.0/8", "::1"),
                        ForwardedHeader.FORWARDED,
                        List.of("https://a.example", "http://localhost:8081")));
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(Settings.bind(HttpProperties.class, "max-body=")).isEqualTo(Settings.defaults(HttpProperties.class));
    }
}
