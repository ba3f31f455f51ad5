package io.ssehub.worker.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureCodeTest {
    private static final Path HTTP = Path.of(System.getProperty("ssehub.root", ".."), "docs/http.md");

    @Test
    void theDocumentedCodesAreTheseAndInThisOrder() throws Exception {
        String page = Files.readString(HTTP);
        String table = page.substring(page.indexOf("| `code` of `messageError` |"), page.indexOf("## Ask"));
        List<String> documented = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(documented)
                .isEqualTo(List.of(FailureCode.values()).stream()
                        .map(FailureCode::code)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeSaysWhatTheUserMayDo(FailureCode code) {
        assertThat(code.advice()).isNotBlank().endsWith(".");
    }
}
