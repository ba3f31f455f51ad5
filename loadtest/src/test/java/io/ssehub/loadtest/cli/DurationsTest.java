package io.ssehub.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"30s, PT30S", "500ms, PT0.5S", "2m, PT2M", "1h, PT1H", "7, PT7S", "1.5s, PT1.5S"})
    void theyAreReadAsPeopleWriteThem(String written, Duration meant) {
        assertThat(Durations.parse(written)).isEqualTo(meant);
    }

    @Test
    void anythingElseIsRefusedWithAnExample() {
        assertThatThrownBy(() -> Durations.parse("soon")).hasMessageContaining("such as 30s");
    }
}
