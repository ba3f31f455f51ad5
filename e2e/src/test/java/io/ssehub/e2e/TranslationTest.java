package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Chinese README says what the English one says, as far as a machine can tell. */
class TranslationTest {
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) ");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)|<(https?://[^>]+)>");
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*\\|$");

    private static String english;
    private static String chinese;

    @BeforeAll
    static void read() throws IOException {
        Path root = Path.of(System.getProperty("ssehub.root", ".."));
        english = Files.readString(root.resolve("README.md"));
        chinese = Files.readString(root.resolve("README.zh-CN.md"));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String withoutCommands(String text) {
        return COMMANDS.matcher(text).replaceAll("");
    }

    @Test
    void theHeadingsAreAsManyOnTheSameLevels() {
        assertThat(all(HEADING, withoutCommands(chinese))).isEqualTo(all(HEADING, withoutCommands(english)));
    }

    @Test
    void theCommandsAreTheSame() {
        assertThat(all(COMMANDS, chinese)).isNotEmpty().isEqualTo(all(COMMANDS, english));
    }

    @Test
    void theLinksGoToTheSamePlaces() {
        assertThat(all(LINK, chinese.replace("(README.md)", "")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(all(LINK, english.replace("(README.zh-CN.md)", "")));
    }

    /** The languages order their words differently, not their tables. */
    @Test
    void theTablesHaveTheSameRowsAndNameTheSameThings() {
        List<String> translated = all(ROW, chinese);
        List<String> rows = all(ROW, english);
        assertThat(translated).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(all(CODE, translated.get(i)))
                    .as(rows.get(i))
                    .containsExactlyInAnyOrderElementsOf(all(CODE, rows.get(i)));
        }
    }

    @Test
    void eachLeadsToTheOther() {
        assertThat(english).contains("](README.zh-CN.md)");
        assertThat(chinese).contains("](README.md)");
    }
}
