package io.ssehub.loadtest.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgeOfGapsTest extends JudgeFixture {
    @Test
    void aGapIsNotCleanEvenWithoutALoss() {
        published(NEWS, "p", 2);
        deliver(alice, NEWS, "p", 1);
        gap(NEWS);
        deliver(alice, NEWS, "p", 2);

        assertThat(expectOnly(Measure.GAPS, 1)).asString().contains("gap, trimmed, \"1-2\" to \"1-4\"");
    }

    @Test
    void aLossThatAGapTellsOfIsNotSilent() {
        published(NEWS, "p", 4);
        deliver(alice, NEWS, "p", 1);
        gap(NEWS);
        deliver(alice, NEWS, "p", 4);

        assertThat(expectOnly(Measure.GAPS, 1, Measure.LOST, 2)).asString().contains("never got 2-3 (announced)");
    }

    @Test
    void aLossBeforeTheFirstEventMayBeToldOfToo() {
        published(NEWS, "p", 4);
        gap(NEWS);
        deliver(alice, NEWS, "p", 4);

        expectOnly(Measure.GAPS, 1, Measure.LOST, 3);
    }

    @Test
    void aLossOfEverythingMayBeToldOfToo() {
        published(NEWS, "p", 4);
        gap(NEWS);

        expectOnly(Measure.GAPS, 1, Measure.LOST, 4);
    }

    @Test
    void aLossElsewhereStaysSilent() {
        published(NEWS, "p", 4);
        deliver(alice, NEWS, "p", 2);
        gap("broadcast");
        gap(NEWS);
        deliver(alice, NEWS, "p", 3);

        Verdict verdict = judge.verdict();
        assertThat(verdict.lost()).isEqualTo(2);
        assertThat(verdict.count(Measure.SILENT)).isEqualTo(2);
        assertThat(verdict.gaps()).isEqualTo(2);
    }

    @Test
    void aGapOfAnotherChannelIsForeign() {
        gap("topic/sport");

        expectOnly(Measure.FOREIGN, 1);
    }

    @Test
    void aGapWithoutAChannelIsMalformed() {
        event("gap", "{'reason':'trimmed'}");
        event("gap", "{'channel':'topic/news'}");
        event("gap", "gap");
        event("gap", "[]");
        event("gap", "");

        expectOnly(Measure.MALFORMED, 5);
    }
}
