package io.ssehub.hub.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTextTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"quoted\" and \\", "a\r\nb\tc", "\0\u0001\u001f\u007f", "月 🌙 \u2028 é"})
    void isReadAsTheSameText(String text) {
        assertThat(JSON.readTree(JsonText.quoted(text)).asString()).isEqualTo(text);
    }

    @Test
    void isOneLine() {
        assertThat(JsonText.quoted("a\r\nb\n\u0085\u2028")).doesNotContain("\n", "\r");
    }
}
