package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthPropertiesTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @Test
    void hasDefaultsThatAreSafe() {
        assertThat(Settings.defaults(AuthProperties.class))
                .isEqualTo(new AuthProperties(
                        AuthMode.JWT,
                        false,
                        Secret.valueOf(""),
                        List.of(),
                        "",
                        "",
                        "sse-hub",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        "hub-token",
                        Duration.ofSeconds(30),
                        false,
                        Duration.ofHours(24)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(
                        AuthProperties.class,
                        "mode=open",
                        "open-to-network=true",
                        "secret=" + LONG,
                        "accepted-secrets=" + LONG + "1," + LONG + "2",
                        "audience=chat",
                        "clock-skew=1s",
                        "expiry-notice=2s",
                        "cookie=c",
                        "ticket-life=3s",
                        "demo-issuer=true",
                        "demo-life=4m"))
                .isEqualTo(new AuthProperties(
                        AuthMode.OPEN,
                        true,
                        Secret.valueOf(LONG),
                        List.of(Secret.valueOf(LONG + "1"), Secret.valueOf(LONG + "2")),
                        "",
                        "",
                        "chat",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        "c",
                        Duration.ofSeconds(3),
                        true,
                        Duration.ofMinutes(4)));
        AuthProperties keys =
                Settings.bind(AuthProperties.class, "jwk-set-uri=https://a.example/keys", "issuer=https://a.example");
        assertThat(keys.jwkSetUri()).isEqualTo("https://a.example/keys");
        assertThat(keys.issuer()).isEqualTo("https://a.example");
    }

    @Test
    void showsNoSecret() {
        assertThat(Settings.bind(AuthProperties.class, "secret=" + LONG).toString())
                .doesNotContain(LONG);
    }
}
