package io.ssehub.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.pages.Shell.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every block of commands on every page does what its page says, pasted in the page's order into one shell, beside the quick start.
 * Ports are free ones in place of those on the page ({@link Places}), and some programs have stand-ins ({@link StandIns}). A block that
 * takes long or needs an engine says so in a mark above it, and what it names is there; {@link LongPages} and {@link ComposePages} run it.
 */
class PagesIT {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));

    /** Run by a test of its own, which also looks at the page with a browser. */
    private static final String BY_BROWSER = "samples/usechat/README.md";

    private static final String UPGRADE = "docs/upgrade.md";
    private static final String KUBECTL = "kubectl";

    /** Pages with a Redis, a prefix or a client of their own: they are run beside the others, as they mostly wait. */
    private static final Set<String> APART = Set.of(
            "docs/backup.md",
            "docs/browser.md",
            "docs/decisions/0018-cost-of-an-answer.md",
            "docs/providers.md",
            "docs/worker.md",
            BY_BROWSER);

    private static final ExecutorService ASIDE = Executors.newSingleThreadExecutor();
    private static final Map<String, Future<?>> BEGUN = new HashMap<>();

    private static World world;

    @BeforeAll
    static void begin() {
        world = World.of(ROOT);
        Page.all().stream()
                .filter(page -> APART.contains(page.name()))
                .forEach(page -> BEGUN.put(page.name(), ASIDE.submit(() -> visit(page))));
    }

    @AfterAll
    static void end() {
        ASIDE.shutdownNow();
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> whatAPageSaysHappens() {
        return Page.all().stream()
                .filter(page -> !page.name().equals(BY_BROWSER))
                .filter(page -> page.blocks().stream().anyMatch(PagesIT::isRun))
                .map(page -> DynamicTest.dynamicTest(page.name(), () -> result(page)));
    }

    @Test
    void whatIsRunElsewhereSaysWhereAndNamesOnlyWhatIsThere() throws IOException {
        Named checks = new Named(ROOT);
        List<Block> left = Page.all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> !isRun(block))
                .toList();
        System.out.println(left.size() + " blocks of commands on pages are run elsewhere:");
        for (Block block : left) {
            System.out.println("  " + block.name() + " – "
                    + Stream.of("takes", "needs", "run by")
                            .flatMap(kind -> block.mark(kind).map(what -> kind + " " + what).stream())
                            .collect(Collectors.joining(", ")));
            assertThat(checks.wrong(block)).as(block.name()).isEmpty();
            Optional<String> other = block.mark("run by");
            if (other.isPresent()) {
                assertThat(checks.hasTest(other.get()))
                        .as("there is " + other.get())
                        .isTrue();
            }
        }
    }

    /** The way back that the page of upgrades shows, as the cluster has it in the end. */
    private static void isBack() {
        if (world.hasKubectl()) {
            assertThat(world.kubernetes().image("hub")).isEqualTo("ssehub/hub-service:former");
            assertThat(world.kubernetes().image("worker")).isEqualTo("ssehub/chat-worker:former");
        }
    }

    /** The sample of the AI SDK as its page says, in a browser that is reloaded in the middle of an answer. */
    @Test
    void useChatGoesOnWhereItWasWhenItsPageIsReloaded() throws Exception {
        result(Page.of(BY_BROWSER));
    }

    private static void result(Page page) throws Exception {
        Future<?> begun = BEGUN.get(page.name());
        if (begun == null) {
            visit(page);
        } else {
            begun.get();
        }
    }

    private static void visit(Page page) {
        if (page.name().equals(UPGRADE)) {
            paste(page);
            isBack();
        } else if (!page.name().equals(BY_BROWSER)) {
            paste(page);
        } else if (UseChat.canBeInstalled()) {
            paste(page);
            UseChat.visit(URI.create("http://localhost:" + world.places().at(5173)), world.quickStart());
        } else {
            System.out.println("No npm or no registry: " + BY_BROWSER + " is not run.");
        }
    }

    private static boolean isRun(Block block) {
        return !LongPages.isLong(block)
                && block.mark("run by").isEmpty()
                && block.mark("needs").map(PagesIT::isHere).orElse(true);
    }

    private static boolean isHere(String what) {
        return switch (what) {
            case KUBECTL -> world.hasKubectl();
            case ComposePages.DOCKER -> false;
            default -> throw new AssertionError("nobody knows how to have " + what);
        };
    }

    private static void paste(Page page) {
        try (Shell shell = world.terminal(page.name())) {
            if (!APART.contains(page.name())) {
                // What the page before has heard would be taken for what this one waits for.
                shell.run("rm -f stream.txt\n", output -> false);
            }
            page.blocks().stream().filter(PagesIT::isRun).forEach(block -> {
                long began = System.nanoTime();
                paste(block, shell);
                System.out.printf("  %5.1f s  %s%n", (System.nanoTime() - began) / 1e9, block.name());
            });
        }
    }

    private static void paste(Block block, Shell shell) {
        block.mark("prepare").ifPresent(what -> prepare(what, shell));
        Optional<String> address = block.mark("serves");
        if (address.isPresent()) {
            world.serve(block.page(), block.text(), address.get());
        } else {
            run(block, shell);
        }
    }

    private static void run(Block block, Shell shell) {
        Expected expected = block.expected();
        String commands = world.places().really(block.text());
        assertThat(Places.waitsForAStream(commands) && expected.isSilent())
                .as(block.name() + " has a stream, and nothing says what it shows")
                .isFalse();
        Predicate<String> enough =
                output -> !expected.isSilent() && expected.wrong(output).isEmpty();
        Outcome outcome = shell.run(commands, enough);
        if (block.looks()) {
            long deadline = System.nanoTime() + Shell.PATIENCE.toNanos();
            while (expected.wrong(outcome.output()).isPresent() && System.nanoTime() < deadline) {
                outcome = shell.run(commands, enough);
            }
        }
        Judged.check(block, outcome);
    }

    private static void prepare(String what, Shell shell) {
        Map<String, Runnable> known = Map.of(
                "a dead letter", world::deadLetter,
                "a Redis that may be lost", () -> world.spareRedis(shell),
                "a hub of the former release", () -> world.formerHub(shell),
                "a cluster of the former version", () -> World.formerVersion(shell));
        Runnable preparation = known.get(what);
        assertThat(preparation).as("how to prepare " + what).isNotNull();
        preparation.run();
    }
}
