package io.ssehub.loadtest.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.loadtest.hub.Subscription;
import org.junit.jupiter.api.Test;

/** Each kind of wrong that can befall numbered events is found, and nothing else is. */
class JudgeOfNumbersTest extends JudgeFixture {
    @Test
    void everythingOnceInOrderIsClean() {
        published(NEWS, "p", 3);
        published(NEWS, "q", 1);
        published("broadcast", "p", 1);
        deliver(alice, NEWS, "p", 1, 2);
        deliver(alice, "broadcast", "p", 1);
        deliver(alice, NEWS, "q", 1);
        deliver(alice, NEWS, "p", 3);

        expectClean(5);
    }

    @Test
    void aLossAtTheBeginningIsFound() {
        published(NEWS, "p", 4);
        deliver(alice, NEWS, "p", 3, 4);

        assertThat(expectSilentLoss(2)).asString().contains("alice, topic/news").contains("p: never got 1-2");
    }

    @Test
    void aLossInTheMiddleIsFound() {
        published(NEWS, "p", 5);
        deliver(alice, NEWS, "p", 1, 2, 5);

        assertThat(expectSilentLoss(2)).asString().contains("p: never got 3-4");
    }

    @Test
    void aLossAtTheEndIsFound() {
        published(NEWS, "p", 3);
        deliver(alice, NEWS, "p", 1, 2);

        assertThat(expectSilentLoss(1)).asString().contains("p: never got 3");
    }

    @Test
    void aReaderThatGotNothingLostEverything() {
        published(NEWS, "p", 3);

        expectSilentLoss(3);
    }

    @Test
    void aLossAtOnePublisherIsNotHiddenByAnother() {
        published(NEWS, "p", 2);
        published(NEWS, "q", 2);
        deliver(alice, NEWS, "p", 1, 2);
        deliver(alice, NEWS, "q", 1);

        assertThat(expectSilentLoss(1)).asString().contains("q: never got 2");
    }

    @Test
    void aLossOnOneChannelIsNotHiddenByAnother() {
        published(NEWS, "p", 2);
        published("broadcast", "p", 2);
        deliver(alice, NEWS, "p", 1, 2);
        deliver(alice, "broadcast", "p", 1);

        assertThat(expectSilentLoss(1)).asString().contains("alice, broadcast");
    }

    @Test
    void aLossAtOneReaderIsNotHiddenByAnother() {
        JudgedReader bob = judge.reader(Subscription.of("bob"));
        published("broadcast", "p", 2);
        deliver(alice, "broadcast", "p", 1, 2);
        deliver(bob, "broadcast", "p", 2);

        assertThat(expectSilentLoss(1)).asString().contains("bob, broadcast").doesNotContain("alice");
    }

    @Test
    void aDoubleIsFound() {
        published(NEWS, "p", 2);
        deliver(alice, NEWS, "p", 1, 1, 2);

        assertThat(expectOnly(Measure.DOUBLED, 1)).asString().contains("p: 1 came again after 1");
    }

    @Test
    void doublesAfterAResumeAreNotSwaps() {
        published(NEWS, "p", 4);
        deliver(alice, NEWS, "p", 1, 2, 3, 2, 3, 4);

        assertThat(expectOnly(Measure.DOUBLED, 2)).asString().contains("p: 2 came again after 3");
    }

    @Test
    void aSwapIsFoundAndIsNoLoss() {
        published(NEWS, "p", 4);
        deliver(alice, NEWS, "p", 1, 3, 2, 4);

        assertThat(expectOnly(Measure.SWAPPED, 1)).asString().contains("p: 2 came after 3");
    }

    @Test
    void aSwapOfTheFirstTwoIsFound() {
        published(NEWS, "p", 2);
        deliver(alice, NEWS, "p", 2, 1);

        expectOnly(Measure.SWAPPED, 1);
    }

    @Test
    void anEventOfAChannelThatTheReaderDoesNotListenToIsForeign() {
        published("topic/sport", "p", 1);
        published("client/bob", "p", 1);
        deliver(alice, "topic/sport", "p", 1);
        deliver(alice, "client/bob", "p", 1);

        assertThat(expectOnly(Measure.FOREIGN, 2))
                .asString()
                .contains("alice, topic/sport: foreign 1")
                .contains("alice, client/bob: foreign 1");
    }

    @Test
    void aNumberThatNobodyPublishedIsForeign() {
        published(NEWS, "p", 1);
        deliver(alice, NEWS, "p", 1, 2);
        deliver(alice, NEWS, "stranger", 1);

        assertThat(expectOnly(Measure.FOREIGN, 2)).asString().contains("stranger: nobody published 1");
    }

    @Test
    void whatWasNotAcceptedMayArriveOrNot() {
        judge.publishing(NEWS, "p", 1);
        expectClean(0);

        deliver(alice, NEWS, "p", 1);
        expectClean(1);
    }

    @Test
    void anEventWithoutAStampIsMalformed() {
        event("tick", "{'publisher':'p'}");
        event("message", "hello");

        assertThat(expectOnly(Measure.MALFORMED, 2))
                .asString()
                .contains("alice, ?")
                .contains("message hello");
    }

    @Test
    void theHubsOwnEventsAreNeitherDeliveredNorWrong() {
        event("systemMessage", "{'code':'connected','content':''}");
        event("heartbeat", "{'ping':1}");
        event("disconnected", "{'reason':'drain'}");

        expectClean(0);
    }

    @Test
    void aReaderOwesNothingThatLeftBeforeItWasKnown() {
        published("broadcast", "p", 2);
        JudgedReader late = judge.reader(Subscription.of("late"));
        deliver(alice, "broadcast", "p", 1, 2);
        expectClean(2);

        judge.publishing("broadcast", "p", 3);
        judge.published("broadcast", "p", 3);
        deliver(alice, "broadcast", "p", 3);
        assertThat(expectSilentLoss(1)).asString().contains("late, broadcast");

        deliver(late, "broadcast", "p", 3);
        expectClean(4);
    }

    @Test
    void aReaderThatStartsHereOwesNothingOfBefore() {
        published(NEWS, "p", 3);
        alice.startHere();
        expectClean(0);

        deliver(alice, NEWS, "p", 2);
        assertThat(expectSilentLoss(1)).asString().contains("p: never got 3");
    }

    @Test
    void twoReadersOfOneClientNeedTwoNames() {
        assertThatThrownBy(() -> judge.reader(Subscription.of("alice"))).isInstanceOf(IllegalArgumentException.class);

        judge.reader("alice, second tab", Subscription.of("alice"));
        published("client/alice", "p", 1);
        deliver(alice, "client/alice", "p", 1);

        assertThat(expectSilentLoss(1)).asString().contains("alice, second tab, client/alice");
    }

    @Test
    void readersAreCaughtUpWhenTheyHaveTheLastOfEveryPublisher() {
        assertThat(judge.isCaughtUp()).isTrue();

        published(NEWS, "p", 3);
        published(NEWS, "q", 1);
        deliver(alice, NEWS, "p", 1, 3);
        assertThat(judge.isCaughtUp()).isFalse();

        deliver(alice, NEWS, "q", 1);
        assertThat(judge.isCaughtUp()).isTrue();
        expectSilentLoss(1);
    }
}
