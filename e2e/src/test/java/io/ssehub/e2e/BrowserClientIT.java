package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The tests of the browser client and of the pages' parts, by Node's own test runner. */
@EnabledIf("hasNode")
class BrowserClientIT {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));

    private static final List<Path> TESTS =
            List.of(ROOT.resolve("clients/js/test"), ROOT.resolve("hub-service/src/test/js"));

    static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itsTestsPassInNode() throws Exception {
        List<String> line = new ArrayList<>(List.of("node", "--test"));
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(Path::toString)
                        .filter(file -> file.endsWith(".test.mjs"))
                        .sorted()
                        .forEach(line::add);
            }
        }
        assertThat(line).hasSizeGreaterThan(2);
        Process node = new ProcessBuilder(line).redirectErrorStream(true).start();
        String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(out).isZero();
        assertThat(out).contains("fail 0").containsPattern("pass [1-9]\\d");
    }
}
