package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the compose file takes from the environment is what .env.example explains. */
class ComposeVariablesTest {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    /** With a default, as {@code ${NAME:-value}}, or handed on to a container, as a name without a value. */
    private static final Pattern TAKEN = Pattern.compile("\\$\\{([A-Z_]+)|(?m)^ {6}([A-Z_]+):$");

    private static final Pattern EXPLAINED = Pattern.compile("(?m)^#([A-Z_]+)=");

    private static Set<String> names(Pattern pattern, String file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher found = pattern.matcher(Files.readString(ROOT.resolve(file)));
        while (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                if (found.group(group) != null) {
                    names.add(found.group(group));
                }
            }
        }
        return names;
    }

    @Test
    void eachIsExplainedAndNothingElseIs() throws IOException {
        assertThat(names(TAKEN, "docker-compose.yml"))
                .contains("PORT", "WORKER_GENERATOR")
                .isEqualTo(names(EXPLAINED, ".env.example"));
    }
}
