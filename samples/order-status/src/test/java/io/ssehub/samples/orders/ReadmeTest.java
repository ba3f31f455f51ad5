package io.ssehub.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code on the page is the code that is compiled. */
class ReadmeTest {
    private static final Pattern CODE = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Path SOURCES = Path.of("src");

    @ParameterizedTest
    @CsvSource({
        "0, test/java/io/ssehub/samples/orders/before/OrderController.java, @RestController",
        "1, main/java/io/ssehub/samples/orders/OrderController.java, @RestController",
        "2, test/java/io/ssehub/samples/orders/OrderControllerTest.java, @HubTest",
    })
    void thePageShowsTheSources(int block, String file, String begin) throws IOException {
        List<String> shown = CODE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(MatchResult::group)
                .toList();
        String source = Files.readString(SOURCES.resolve(file));
        assertThat(shown.get(block)).isEqualTo("```java\n" + source.substring(source.indexOf(begin)) + "```");
    }
}
