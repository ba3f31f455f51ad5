package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.boot.HistoryProperties.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Services whose history differs are told apart by a word of eight digits. */
class HistoryFingerprintTest {
    private static final Rule PRICES = new Rule("topic/prices.*", null, null, null, true);
    private static final Rule CLIENTS = new Rule("client/*", null, DataSize.ofMegabytes(1), null, false);

    private static String of(Rule... rules) {
        return history(10_000, Duration.ofHours(1), rules).fingerprint();
    }

    private static HistoryProperties history(int entries, Duration log, Rule... rules) {
        return new HistoryProperties(entries, log, Duration.ofDays(7), Duration.ofHours(24), List.of(rules));
    }

    @Test
    void itIsTheSameForTheSame() {
        assertThat(of(PRICES, CLIENTS)).isEqualTo(of(PRICES, CLIENTS)).matches("[0-9a-f]{8}");
        assertThat(of(new Rule("client/*", 10_000, DataSize.ofKilobytes(1024), Duration.ofMinutes(60), false)))
                .as("with defaults written out")
                .isEqualTo(of(CLIENTS));
    }

    @Test
    void whateverIsKeptOtherwiseChangesIt() {
        assertThat(List.of(
                        of(),
                        of(PRICES),
                        of(CLIENTS),
                        of(PRICES, CLIENTS),
                        of(CLIENTS, PRICES),
                        of(new Rule("client/*", null, DataSize.ofMegabytes(2), null, false)),
                        of(new Rule("client/*", null, null, Duration.ofMinutes(5), false)),
                        of(new Rule("client/*", 5, null, null, false)),
                        history(9_999, Duration.ofHours(1)).fingerprint(),
                        history(10_000, Duration.ofHours(2)).fingerprint()))
                .doesNotHaveDuplicates();
    }
}
