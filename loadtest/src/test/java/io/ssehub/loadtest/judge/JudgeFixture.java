package io.ssehub.loadtest.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.sse.SseEvent;

/** Alice before the judge, listening to her own channel, the topic news and broadcast. */
abstract class JudgeFixture {
    static final String NEWS = "topic/news";

    final Judge judge = new Judge();
    final JudgedReader alice = judge.reader(Subscription.of("alice", "news"));

    /** The hub accepts the numbers up to this one. */
    void published(String channel, String publisher, long upTo) {
        for (long sequence = 1; sequence <= upTo; sequence++) {
            judge.publishing(channel, publisher, sequence);
            judge.published(channel, publisher, sequence);
        }
    }

    void deliver(JudgedReader reader, String channel, String publisher, long... sequences) {
        for (long sequence : sequences) {
            String data = new Stamp(publisher, channel, sequence, 1).encode();
            reader.onEvent(new SseEvent(Stamp.EVENT, data, ""));
        }
    }

    /** Delivers to Alice, with single quotes for double ones. */
    void event(String type, String data) {
        alice.onEvent(new SseEvent(type, data.replace('\'', '"'), ""));
    }

    void gap(String channel) {
        event("gap", "{'channel':'" + channel + "','reason':'trimmed','from':'1-2','to':'1-4'}");
    }

    /** The verdict finds this many of one measure and of every other fault none. */
    Verdict expectOnly(Measure measure, long count) {
        return expectOnly(measure, count, measure, count);
    }

    Verdict expectOnly(Measure measure, long count, Measure other, long otherCount) {
        Verdict verdict = judge.verdict();
        for (Measure each : Measure.values()) {
            if (each.isFault()) {
                long expected = each == measure ? count : each == other ? otherCount : 0;
                assertThat(verdict.count(each)).as("%s in %s", each, verdict).isEqualTo(expected);
            }
        }
        assertThat(verdict.isClean()).isFalse();
        assertThat(verdict.findings()).isNotEmpty();
        return verdict;
    }

    /** As {@link #expectOnly(Measure, long)} for a loss of which nobody was told. */
    Verdict expectSilentLoss(long count) {
        return expectOnly(Measure.LOST, count, Measure.SILENT, count);
    }

    void expectClean(long delivered) {
        Verdict verdict = judge.verdict();
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.delivered()).isEqualTo(delivered);
    }
}
