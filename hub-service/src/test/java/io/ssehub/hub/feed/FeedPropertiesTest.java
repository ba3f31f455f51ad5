package io.ssehub.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FeedPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(FeedProperties.class))
                .isEqualTo(new FeedProperties(
                        0,
                        DataSize.ofKilobytes(64),
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(64),
                        32,
                        128,
                        DataSize.ofKilobytes(16),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30)));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(
                        FeedProperties.class,
                        "lanes=3",
                        "tail=1KB",
                        "pending=5KB",
                        "inbox=2MB",
                        "questions=4",
                        "page=7",
                        "merge=0B",
                        "linger=0s",
                        "quiet-check=9s"))
                .isEqualTo(new FeedProperties(
                        3,
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(5),
                        DataSize.ofMegabytes(2),
                        4,
                        7,
                        DataSize.ofBytes(0),
                        Duration.ZERO,
                        Duration.ofSeconds(9)));
    }

    @Test
    void theDefaultsAreTheLimitsOfTheSimulator() {
        assertThat(Settings.defaults(FeedProperties.class).limits()).isEqualTo(FeedLimits.DEFAULT);
    }

    @Test
    void noLanesMeansOneAProcessorWithinBounds() {
        assertThat(Settings.defaults(FeedProperties.class).laneCount()).isBetween(2, 8);
        assertThat(Settings.bind(FeedProperties.class, "lanes=1").laneCount()).isEqualTo(1);
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(Settings.bind(FeedProperties.class, "tail=", "inbox=", "linger=", "quiet-check="))
                .isEqualTo(Settings.defaults(FeedProperties.class));
    }
}
