package io.ssehub.hub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TitleTest {
    @Test
    void aShortQuestionIsItsOwnTitleOnOneLine() {
        assertThat(Title.of("  Why\n\tRedis? ")).isEqualTo("Why Redis?");
    }

    @Test
    void aLongOneIsCutBetweenCharacters() {
        assertThat(Title.of("🌙".repeat(81))).isEqualTo("🌙".repeat(79) + "…");
        assertThat(Title.of("a".repeat(80))).isEqualTo("a".repeat(80));
        assertThat(Title.of("a ".repeat(10_000))).hasSize(80).endsWith("…");
    }
}
