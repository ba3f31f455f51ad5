package io.ssehub.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.pages.Shell.Outcome;
import java.util.Set;

/** Whether a block of commands did what its page says. */
final class Judged {
    private static final int OUTPUT_SHOWN = 4000;

    /** What programs say when a command is not as it should be, whatever comes of the block as a whole. */
    private static final Set<String> COMPLAINTS =
            Set.of("command not found", "No such file or directory", "(error) ", "ERR ", "curl: (3)", "curl: (7)");

    private Judged() {}

    /** @throws AssertionError with what it has said, if not */
    static void check(Block block, Outcome outcome) {
        String said = outcome.output();
        String shown = shown(block, said.substring(0, Math.min(OUTPUT_SHOWN, said.length())));
        ended(block, outcome, shown);
        assertThat(COMPLAINTS).as(shown).noneMatch(said::contains);
    }

    /** The same of one that says much, others' complaints too; the last of it tells. */
    static void ended(Block block, Outcome outcome) {
        String said = outcome.output();
        ended(block, outcome, shown(block, said.substring(Math.max(0, said.length() - OUTPUT_SHOWN))));
    }

    private static String shown(Block block, String said) {
        return block.name() + "\n" + block.text() + "has said:\n" + said + "\n";
    }

    private static void ended(Block block, Outcome outcome, String shown) {
        Expected expected = block.expected();
        String said = outcome.output();
        assertThat(expected.wrong(said)).as(shown + "which lacks").isEmpty();
        int status = block.mark("ends with").map(Integer::parseInt).orElse(0);
        assertThat(outcome.status()).as(shown + "and ended with").isEqualTo(status);
        if (status == 0) {
            assertThat(outcome.failedOnTheWay())
                    .as(shown + "and a command has failed")
                    .isFalse();
        }
    }
}
