package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import io.ssehub.protocol.boot.FairQueueProperties;
import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.LogProperties;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The properties hubs and workers have in common. */
class SharedPropertiesTest {
    @Test
    void redisHasDefaults() {
        assertThat(Settings.defaults(HubRedisProperties.class))
                .isEqualTo(new HubRedisProperties("hub", Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ZERO));
    }

    @Test
    void redisTakesEveryProperty() {
        assertThat(Settings.bind(
                        HubRedisProperties.class,
                        "prefix=test.1",
                        "connect-timeout=60ms",
                        "command-timeout=50ms",
                        "publish-linger=5ms"))
                .isEqualTo(new HubRedisProperties(
                        "test.1", Duration.ofMillis(60), Duration.ofMillis(50), Duration.ofMillis(5)));
    }

    @Test
    void historyHasDefaults() {
        assertThat(Settings.defaults(HistoryProperties.class))
                .isEqualTo(new HistoryProperties(
                        10_000, Duration.ofHours(1), Duration.ofDays(7), Duration.ofHours(24), List.of()));
    }

    @Test
    void historyTakesEveryProperty() {
        assertThat(Settings.bind(HistoryProperties.class, "entries=5", "log=2s", "head=3s", "generations=4s"))
                .isEqualTo(new HistoryProperties(
                        5, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), List.of()));
    }

    @Test
    void rulesOfHistoryTakeEveryProperty() {
        assertThat(Settings.bind(
                                HistoryProperties.class,
                                "rules[0].channels=topic/a",
                                "rules[0].entries=5",
                                "rules[0].bytes=8KB",
                                "rules[0].log=2s",
                                "rules[1].channels=*",
                                "rules[1].off=true")
                        .rules())
                .containsExactly(
                        new HistoryProperties.Rule("topic/a", 5, DataSize.ofKilobytes(8), Duration.ofSeconds(2), false),
                        new HistoryProperties.Rule("*", null, null, null, true));
    }

    @Test
    void theFairQueueHasDefaults() {
        assertThat(Settings.defaults(FairQueueProperties.class)).isEqualTo(new FairQueueProperties(3, 50));
    }

    @Test
    void theFairQueueTakesEveryProperty() {
        assertThat(Settings.bind(FairQueueProperties.class, "in-flight=1", "waiting=2"))
                .isEqualTo(new FairQueueProperties(1, 2));
    }

    @Test
    void theLogHasDefaults() {
        assertThat(Settings.defaults(LogProperties.class)).isEqualTo(new LogProperties(false));
    }

    @Test
    void theLogTakesEveryProperty() {
        assertThat(Settings.bind(LogProperties.class, "mask-clients=true")).isEqualTo(new LogProperties(true));
    }
}
