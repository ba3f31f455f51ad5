package io.ssehub.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {
    private static boolean holds(String page, String output) {
        return Page.parse("a.md", page)
                .blocks()
                .getFirst()
                .expected()
                .wrong(output)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it works                     | and it works          | true
            it works                     | it does not           | false
            a…c                          | a, b and c            | true
            a…c                          | c before a            | false
            {"position":"1795258448790-2"} | {"position":"1795258448791-17"} | true
            {"position":"1795258448790-2"} | {"position":null}   | false
            HTTP/1.1 204                 | HTTP/1.1 404          | false
            42                           | 43                    | false
            """)
    void whatVariesMayDifferAndNothingElse(String shows, String output, boolean right) {
        assertThat(holds("<!-- shows: " + shows + " -->\n```bash\nx\n```\n", output))
                .isEqualTo(right);
    }

    @Test
    void linesComeInTheirOrderWhateverIsBetween() {
        String page = """
                ```sh
                x
                ```

                ```text
                event: a
                id: 1-bmwqsm5qo-…
                event: b
                ```
                """;
        assertThat(holds(page, "event: a\nid: 7-x\n\nevent: heartbeat\n\nevent: b\n"))
                .isTrue();
        assertThat(holds(page, "event: b\nevent: a\nid: 7-x\n")).isFalse();
    }

    @Test
    void ofJsonTheFieldsMustBeThere() {
        String page = """
                ```bash
                x
                ```

                ```json
                {"id":"q","list":[{"n":1,"more":{"deep":true}}],"empty":[],"none":null}
                ```
                """;
        assertThat(holds(
                        page,
                        "{\"id\":\"p\",\"list\":[{\"n\":2,\"more\":{\"deep\":false}}],\"empty\":[1],\"none\":{}}"))
                .isTrue();
        assertThat(holds(page, "{\"id\":\"p\",\"list\":[{\"n\":2,\"more\":{}}],\"empty\":[],\"none\":null}"))
                .isFalse();
        assertThat(holds(page, "{\"id\":\"p\",\"list\":[],\"empty\":[],\"none\":null}"))
                .isFalse();
        assertThat(holds(page, "nothing")).isFalse();
    }

    @Test
    void aRefusalIsNothingThatAPageShows() {
        String refusal = "{\"type\":\"urn:ssehub:problem:open_mode\",\"status\":404}";
        assertThat(holds("```bash\nx\n```\n", refusal)).isFalse();
        assertThat(holds("<!-- shows: urn:ssehub:problem:open_mode -->\n```bash\nx\n```\n", refusal))
                .isTrue();
    }

    @Test
    void onlyASingleCallThatReadsMayBeRepeated() {
        assertThat(List.of("curl http://localhost:8080/a\n", "curl \"http://localhost:8080/a?b=c&d=e\"\n"))
                .allMatch(text -> block(text).looks());
        assertThat(List.of(
                        "curl -X POST http://a\n",
                        "curl -d x http://a\n",
                        "curl -m 3 http://a\n",
                        "curl http://a &\n",
                        "curl http://a/$(b)\n",
                        "curl http://a\ncurl http://b\n",
                        "ls\n"))
                .noneMatch(text -> block(text).looks());
    }

    private static Block block(String commands) {
        return Page.parse("a.md", "```bash\n" + commands + "```\n").blocks().getFirst();
    }
}
