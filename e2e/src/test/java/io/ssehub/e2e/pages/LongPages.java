package io.ssehub.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Blocks of commands that take long, want the machine for themselves or change sources, each page's in a copy of the repository and
 * a shell of its own, as they stand there. No test of any build: run by {@code mvn -Plong verify}, which takes hours;
 * {@code -Dpages.only=docs/faults.md} takes those whose name begins so.
 */
class LongPages {
    /** As blocks name it, with how long, or what they change. */
    static final String MARK = "takes";

    /** Five rounds of all contests, the longest of them. */
    private static final Duration PATIENCE = Duration.ofHours(4);

    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    private static final String ONLY = System.getProperty("pages.only", "");

    private static final List<Shell> OPENED = new ArrayList<>();

    @AfterAll
    static void end() {
        OPENED.forEach(Shell::close);
    }

    @TestFactory
    Stream<DynamicTest> whatTakesLongHappensToo() {
        List<Page> pages = Page.all().stream()
                .filter(page -> page.blocks().stream().anyMatch(LongPages::isLong))
                .toList();
        assertThat(pages).isNotEmpty();
        return pages.stream().flatMap(LongPages::tests);
    }

    private static Stream<DynamicTest> tests(Page page) {
        List<Block> chosen = page.blocks().stream()
                .filter(block -> isLong(block) && block.name().startsWith(ONLY))
                .toList();
        if (chosen.isEmpty()) {
            return Stream.empty();
        }
        Shell shell = shell(page);
        Stream<Block> defining = page.blocks().stream().filter(LongPages::defines);
        return Stream.concat(defining, chosen.stream())
                .map(block -> DynamicTest.dynamicTest(block.name(), () -> paste(block, shell)));
    }

    private static Shell shell(Page page) {
        try {
            // What a toolchain is found by, where the page has it.
            Map<String, String> environment = Map.of("JAVA25_HOME", System.getProperty("java.home"));
            Shell shell = Shell.open(Checkout.whole(ROOT.toRealPath()), "long-" + page.name(), environment)
                    .patient(PATIENCE);
            OPENED.add(shell);
            return shell;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void paste(Block block, Shell shell) {
        long began = System.nanoTime();
        Judged.ended(block, shell.run(block.text(), output -> false));
        System.out.printf("  %5.1f s  %s%n", (System.nanoTime() - began) / 1e9, block.name());
    }

    static boolean isLong(Block block) {
        return block.mark(MARK).isPresent();
    }

    /** Whether others of its page use what it defines. */
    private static boolean defines(Block block) {
        return block.text().contains("() {");
    }
}
