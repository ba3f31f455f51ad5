package io.ssehub.loadtest.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.sse.SseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of wrong that can befall a chat message is found, and nothing else is. */
class JudgeOfChatTest extends JudgeFixture {
    @BeforeEach
    void ask() {
        judge.asking("alice", "r1");
        judge.accepted("alice", "r1", "m1");
    }

    @Test
    void aWholeMessageIsClean() {
        start(1);
        fragment(1, 0, 0, "Hel");
        fragment(1, 1, 3, "lo, Ali");
        fragment(1, 4, 4, "ce.");
        end(1);

        expectClean(7);
        assertThat(alice.answer("m1")).isEqualTo(new Answer("m1", 1, "Hello, Alice.", "stop"));
    }

    @Test
    void aHoleBetweenMergedRangesIsALoss() {
        start(1);
        fragment(1, 0, 2, "a");
        fragment(1, 5, 6, "b");
        end(1);

        assertThat(expectSilentLoss(2)).asString().contains("message m1 attempt 1: never got fragment 3 to 4");
    }

    @Test
    void aLossOfTheFirstFragmentsIsFound() {
        start(1);
        fragment(1, 2, 2, "c");
        end(1);

        assertThat(expectSilentLoss(2)).asString().contains("never got fragment 0 to 1");
    }

    @Test
    void aLossOfTheStartIsFound() {
        fragment(1, 0, 0, "a");
        end(1);

        assertThat(expectSilentLoss(1)).asString().contains("never got start");
    }

    @Test
    void anEndingOfWhatNeverStartedIsALoss() {
        end(1);

        expectSilentLoss(1);
    }

    @Test
    void overlappingRangesAreDoubled() {
        start(1);
        fragment(1, 0, 2, "a");
        fragment(1, 1, 4, "b");
        end(1);

        assertThat(expectOnly(Measure.DOUBLED, 2)).asString().contains("fragment 1 to 4 came again");
    }

    @Test
    void whatIsRepeatedAfterAResumeIsDoubledAndNotPartOfTheText() {
        start(1);
        fragment(1, 0, 0, "a");
        fragment(1, 1, 1, "b");
        start(1);
        fragment(1, 0, 1, "ab");
        fragment(1, 2, 2, "c");
        end(1);

        expectOnly(Measure.DOUBLED, 3);
        assertThat(alice.answer("m1")).extracting(Answer::text).isEqualTo("abc");
    }

    @Test
    void aFragmentThatComesLateIsSwapped() {
        start(1);
        fragment(1, 0, 0, "a");
        fragment(1, 2, 2, "c");
        fragment(1, 1, 1, "b");
        end(1);

        assertThat(expectOnly(Measure.SWAPPED, 1)).asString().contains("fragment 1 came late");
        assertThat(alice.answer("m1")).extracting(Answer::text).isEqualTo("acb");
    }

    @Test
    void aFragmentAfterTheEndingIsSwapped() {
        start(1);
        end(1);
        fragment(1, 0, 0, "a");

        expectOnly(Measure.SWAPPED, 1);
    }

    @Test
    void aHigherAttemptBeginsAgain() {
        start(1);
        fragment(1, 0, 3, "old");
        start(2);
        fragment(2, 0, 0, "new");
        end(2);

        expectClean(8);
        assertThat(alice.answer("m1")).isEqualTo(new Answer("m1", 2, "new", "stop"));
    }

    @Test
    void aHoleInAnEarlierAttemptIsStillALoss() {
        start(1);
        fragment(1, 1, 1, "old");
        start(2);
        end(2);

        expectSilentLoss(1);
    }

    @Test
    void anEarlierAttemptMustNotGoOn() {
        start(1);
        start(2);
        fragment(1, 0, 0, "old");
        end(2);

        expectOnly(Measure.SWAPPED, 1);
        assertThat(alice.answer("m1")).extracting(Answer::text).isEqualTo("");
    }

    @Test
    void anEarlierAttemptMustNotEndTheMessage() {
        start(1);
        start(2);
        end(1);

        expectOnly(Measure.SWAPPED, 1);
    }

    @Test
    void aMessageWithoutAnEndingIsUnfinished() {
        start(1);
        fragment(1, 0, 0, "a");

        assertThat(expectOnly(Measure.UNFINISHED, 1)).asString().contains("message m1: no ending");
        assertThat(alice.answer("m1")).isNotNull().returns(false, Answer::isEnded);
        assertThat(judge.isCaughtUp()).isFalse();
    }

    @Test
    void aMessageOfWhichNothingCameIsUnfinished() {
        assertThat(expectOnly(Measure.UNFINISHED, 1)).asString().contains("message m1: nothing came");
        assertThat(alice.answer("m1")).isNull();
        assertThat(judge.isCaughtUp()).isFalse();
    }

    @Test
    void aSecondEndingIsFound() {
        start(1);
        end(1);
        assertThat(judge.isCaughtUp()).isTrue();
        end(1);

        assertThat(expectOnly(Measure.ENDED_AGAIN, 1)).asString().contains("ended again: stop");
    }

    @Test
    void anEndingOfEachKindIsOneTooMany() {
        start(1);
        end(1);
        failure(1);

        expectOnly(Measure.ENDED_AGAIN, 1);
        assertThat(alice.answer("m1")).isEqualTo(new Answer("m1", 1, "", "stop"));
    }

    @Test
    void anErrorIsAnEndingAndNeedsNoStart() {
        failure(1);

        expectClean(1);
        assertThat(alice.answer("m1")).isEqualTo(new Answer("m1", 1, "", "too_many_attempts"));
    }

    @Test
    void whatWasCancelledWhileItWaitedNeedsNoStart() {
        event("messageEnd", "{'clientId':'alice','id':'m1','attempt':1,'finishReason':'cancelled'}");

        expectClean(1);
    }

    @Test
    void aGapTellsOfLostFragments() {
        start(1);
        gap("client/alice");
        fragment(1, 2, 2, "c");
        end(1);

        expectOnly(Measure.GAPS, 1, Measure.LOST, 2);
    }

    @Test
    void aGapTellsOfALostStart() {
        gap("client/alice");
        end(1);

        expectOnly(Measure.GAPS, 1, Measure.LOST, 1);
    }

    @Test
    void aMessageThatNobodyAskedForIsForeign() {
        start(1);
        end(1);
        event("messageStart", "{'clientId':'alice','id':'m2','attempt':1}");

        assertThat(expectOnly(Measure.FOREIGN, 1)).asString().contains("message m2: nobody asked for it");
    }

    @Test
    void anotherClientsMessageIsForeign() {
        start(1);
        end(1);
        event("messageStart", "{'clientId':'bob','id':'m2','attempt':1}");

        assertThat(expectOnly(Measure.FOREIGN, 1)).asString().contains("alice, client/bob");
    }

    @Test
    void aReaderWithoutItsOwnChannelOwesNoMessageAndMustGetNone() {
        start(1);
        end(1);
        JudgedReader topicsOnly = judge.reader(
                "alice, topics only", Subscription.of("alice", "news").withoutOwn());
        judge.asking("alice", "r2");
        judge.accepted("alice", "r2", "m2");
        event("messageError", "{'clientId':'alice','id':'m2','attempt':1,'code':'failed','message':'no'}");
        expectClean(3);

        topicsOnly.onEvent(new SseEvent("messageStart", "{\"clientId\":\"alice\",\"id\":\"m2\",\"attempt\":1}", ""));
        expectOnly(Measure.FOREIGN, 1);
    }

    @Test
    void ofAMessageAskedBeforeItCameAReaderOwesOnlyWhatFollowsTheFirst() {
        JudgedReader late = judge.reader("late", Subscription.of("alice"));
        start(1);
        fragment(1, 0, 4, "a");
        end(1);
        expectClean(7);

        late.onEvent(fragmentEvent(1, 2, 2, "c"));
        expectClean(8);

        late.onEvent(fragmentEvent(1, 4, 4, "e"));
        expectSilentLoss(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'clientId':'alice','id':'m1','attempt':1}",
                "{'clientId':'alice','id':'m1','attempt':1,'index':1,'lastIndex':0,'content':'a','isLast':false}",
                "{'clientId':'alice','id':'m1','attempt':1,'index':-1,'lastIndex':0,'content':'a','isLast':false}",
                "{'clientId':'alice','id':'m1','attempt':1,'index':0,'lastIndex':0,'isLast':false}",
                "{'clientId':'alice','id':'m1','attempt':1,'index':0,'lastIndex':0,'content':null,'isLast':false}",
                "{'clientId':'alice','id':'m1','attempt':1,'index':0,'lastIndex':0,'content':'a'}",
                "{'clientId':'alice','id':'m1','attempt':'1','index':0,'lastIndex':0,'content':'a','isLast':false}",
                "{'clientId':'alice','attempt':1,'index':0,'lastIndex':0,'content':'a','isLast':false}",
            })
    void aFragmentThatLacksSomethingIsMalformed(String data) {
        start(1);
        event("messageFragment", data);
        end(1);

        expectOnly(Measure.MALFORMED, 1);
    }

    @Test
    void anEndingThatLacksSomethingIsMalformedAndNoEnding() {
        start(1);
        event("messageEnd", "{'clientId':'alice','id':'m1','attempt':1}");
        event("messageError", "{'clientId':'alice','id':'m1','attempt':1,'code':'failed'}");

        expectOnly(Measure.MALFORMED, 2, Measure.UNFINISHED, 1);
    }

    private void start(int attempt) {
        event("messageStart", "{'clientId':'alice','id':'m1','attempt':" + attempt + "}");
    }

    private void fragment(int attempt, int index, int lastIndex, String content) {
        alice.onEvent(fragmentEvent(attempt, index, lastIndex, content));
    }

    private static SseEvent fragmentEvent(int attempt, int index, int lastIndex, String content) {
        String data = "{'clientId':'alice','id':'m1','attempt':" + attempt + ",'index':" + index + ",'lastIndex':"
                + lastIndex + ",'content':'" + content + "','isLast':false}";
        return new SseEvent("messageFragment", data.replace('\'', '"'), "");
    }

    private void end(int attempt) {
        event("messageEnd", "{'clientId':'alice','id':'m1','attempt':" + attempt + ",'finishReason':'stop'}");
    }

    private void failure(int attempt) {
        event(
                "messageError",
                "{'clientId':'alice','id':'m1','attempt':" + attempt
                        + ",'code':'too_many_attempts','message':'gave up'}");
    }
}
