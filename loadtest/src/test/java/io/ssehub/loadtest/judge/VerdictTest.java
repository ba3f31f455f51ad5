package io.ssehub.loadtest.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.hub.Subscription;
import org.junit.jupiter.api.Test;

class VerdictTest extends JudgeFixture {
    @Test
    void aCleanOneSaysWhatItLookedFor() {
        published(NEWS, "p", 2);
        deliver(alice, NEWS, "p", 1, 2);

        assertThat(judge.verdict())
                .hasToString("clean: 1 readers; delivered 2, lost 0, silent 0, doubled 0, swapped 0, gaps 0, "
                        + "foreign 0, malformed 0, unfinished 0, ended again 0");
    }

    @Test
    void anyOtherSaysWhatIsWrongWithWhom() {
        published(NEWS, "p", 5);
        deliver(alice, NEWS, "p", 1, 4, 4);

        assertThat(judge.verdict()).hasToString("""
                        NOT CLEAN: 1 readers; delivered 2, lost 3, silent 3, doubled 1, swapped 0, gaps 0, \
                        foreign 0, malformed 0, unfinished 0, ended again 0
                          alice, topic/news: lost 3, silent 3, doubled 1; p: 4 came again after 4; \
                        p: never got 2-3; p: never got 5""");
    }

    @Test
    void howeverMuchIsWrongItStaysShort() {
        for (int i = 0; i < 1000; i++) {
            judge.reader(Subscription.of("client-" + i));
        }
        published("broadcast", "p", 100);
        for (long i = 100; i > 0; i -= 2) {
            deliver(alice, "broadcast", "p", i);
        }

        Verdict verdict = judge.verdict();
        assertThat(verdict.lost()).isEqualTo(100_050);
        assertThat(verdict.findings().size() + verdict.furtherFindings()).isEqualTo(1001);
        assertThat(verdict.toString().lines()).hasSizeLessThan(30);
        assertThat(verdict.toString()).endsWith("more like these").hasSizeLessThan(5000);
    }
}
