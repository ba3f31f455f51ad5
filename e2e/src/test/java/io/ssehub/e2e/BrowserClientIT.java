package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The tests of the browser client and of the pages' parts, by Node's own test runner. */
@EnabledIf("hasNode")
class BrowserClientIT {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));

    private static final Path CLIENT = ROOT.resolve("clients/js");

    private static final List<Path> TESTS = List.of(CLIENT.resolve("test"), ROOT.resolve("hub-service/src/test/js"));

    /** A registry that takes longer counts as none. */
    private static final long INSTALL_SECONDS = 60;

    static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Gets what some of the tests are held against, the TypeScript compiler and the AI SDK. Where there is no npm or no
     * registry those are left out, and the others compare names and a protocol that is written down.
     */
    private static void installWhatMayBeThere() throws InterruptedException {
        if (Files.exists(CLIENT.resolve("node_modules/.package-lock.json"))) {
            return;
        }
        try {
            Process npm = new ProcessBuilder(
                            "npm",
                            "ci",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--prefer-offline",
                            "--fetch-retries=0")
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
                npm.destroy();
            }
        } catch (IOException noNpm) {
            System.out.println("No npm: the browser client's types are not compiled.");
        }
    }

    @Test
    void itsTestsPassInNode() throws Exception {
        installWhatMayBeThere();
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
