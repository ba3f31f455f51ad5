package io.ssehub.worker.publish;

import static io.ssehub.protocol.generation.FragmentKind.ANSWER;
import static io.ssehub.protocol.generation.FragmentKind.REASONING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerBufferTest {
    private static final String SMILE = "😀";

    @Test
    void whatIsTooLongIsCutOffAndNothingMoreTaken() {
        AnswerBuffer buffer = new AnswerBuffer(5);
        assertThat(buffer.add(ANSWER, "abc")).isTrue();
        assertThat(buffer.isFull()).isFalse();
        assertThat(buffer.add(ANSWER, "defg")).isFalse();
        assertThat(buffer.isFull()).isTrue();
        buffer.cut(true);
        assertThat(buffer.fragment(0)).isEqualTo(new AnswerBuffer.Fragment(ANSWER, "abcde", true));
    }

    @Test
    void anAnswerOfExactlyTheGreatestLengthIsNotCutOff() {
        assertThat(new AnswerBuffer(3).add(ANSWER, "abc")).isTrue();
    }

    @Test
    void theGreatestLengthDoesNotPartASurrogatePair() {
        AnswerBuffer buffer = new AnswerBuffer(2);
        buffer.add(ANSWER, "a" + SMILE);
        buffer.cut(true);
        assertThat(buffer.fragment(0).content()).isEqualTo("a");
    }

    @Test
    void halfOfASurrogatePairWaitsForTheOther() {
        AnswerBuffer buffer = new AnswerBuffer(100);
        buffer.add(ANSWER, SMILE.substring(0, 1));
        assertThat(buffer.canCut()).isFalse();
        buffer.add(ANSWER, SMILE.substring(1) + SMILE.charAt(0));
        buffer.cut(false);
        buffer.add(ANSWER, SMILE.substring(1));
        buffer.cut(true);
        assertThat(buffer.fragment(0)).isEqualTo(new AnswerBuffer.Fragment(ANSWER, SMILE, false));
        assertThat(buffer.fragment(1)).isEqualTo(new AnswerBuffer.Fragment(ANSWER, SMILE, true));
    }

    @Test
    void aLongTextBecomesSeveralFragmentsOfWhichTheLastIsKnown() {
        AnswerBuffer buffer = new AnswerBuffer(100_000);
        String text = "a" + SMILE.repeat(AnswerBuffer.LONGEST_FRAGMENT);
        buffer.add(ANSWER, text);
        StringBuilder read = new StringBuilder();
        while (buffer.canCut()) {
            buffer.cut(true);
            AnswerBuffer.Fragment newest = buffer.fragment(buffer.size() - 1);
            assertThat(newest.content().length()).isLessThanOrEqualTo(AnswerBuffer.LONGEST_FRAGMENT);
            assertThat(newest.isLast()).isEqualTo(!buffer.canCut());
            assertThat(Character.isHighSurrogate(
                            newest.content().charAt(newest.content().length() - 1)))
                    .isFalse();
            read.append(newest.content());
        }
        assertThat(read).hasToString(text);
    }

    @Test
    void reasoningAndAnswerNeverShareAFragment() {
        AnswerBuffer buffer = new AnswerBuffer(100);
        buffer.add(REASONING, "hm ");
        buffer.add(REASONING, "hm" + SMILE.charAt(0));
        buffer.add(ANSWER, "yes");
        assertThat(buffer.size()).isEqualTo(1);
        buffer.cut(true);
        assertThat(buffer.fragment(0)).isEqualTo(new AnswerBuffer.Fragment(REASONING, "hm hm", false));
        assertThat(buffer.fragment(1)).isEqualTo(new AnswerBuffer.Fragment(ANSWER, "yes", true));
    }

    @Test
    void reasoningCountsInTheGreatestLength() {
        AnswerBuffer buffer = new AnswerBuffer(4);
        assertThat(buffer.add(REASONING, "abc")).isTrue();
        assertThat(buffer.add(ANSWER, "de")).isFalse();
        assertThat(buffer.isFull()).isTrue();
    }
}
