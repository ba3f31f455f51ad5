package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaderOptionsTest {
    @Test
    void eachIsSetOnItsOwn() {
        ReaderOptions options = ReaderOptions.defaults()
                .resume(false)
                .delays(Duration.ofMillis(1), Duration.ofMillis(2))
                .maxEventBytes(3)
                .receiveBufferBytes(4)
                .bytesPerSecond(5)
                .headers(Map.of("a", "b"));

        assertThat(options)
                .isEqualTo(new ReaderOptions(
                        false,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofSeconds(5),
                        3,
                        4,
                        5,
                        Map.of("a", "b")));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        ReaderOptions options = ReaderOptions.defaults();

        assertThatThrownBy(() -> options.maxEventBytes(0)).hasMessageContaining("maxEventBytes 0");
        assertThatThrownBy(() -> options.receiveBufferBytes(-1)).hasMessageContaining("receiveBufferBytes -1");
        assertThatThrownBy(() -> options.bytesPerSecond(-1)).hasMessageContaining("bytesPerSecond -1");
    }
}
