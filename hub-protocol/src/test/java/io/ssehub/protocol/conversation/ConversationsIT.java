package io.ssehub.protocol.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ConversationsIT {
    private static final String CLIENT = "alice";
    private static final Memory MUCH = new Memory(100, 100_000);

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Generations generations = new Generations(link, keys, Retention.DEFAULT, Duration.ofHours(1));
    private final Conversations conversations = new Conversations(link, keys, generations, Duration.ofHours(1));

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Redis' clock orders what is accepted. */
    private void awaitNextMillisecond() {
        long now = millis();
        await().atMost(Duration.ofMinutes(1)).until(() -> millis() > now);
    }

    private long millis() {
        List<byte[]> time = get(link.send(redis -> redis.time()));
        return Long.parseLong(new String(time.get(0))) * 1_000 + Long.parseLong(new String(time.get(1))) / 1_000;
    }

    private String ask(String conversation, String question) {
        awaitNextMillisecond();
        return get(generations.submit(CLIENT, null, question, conversation)).id();
    }

    private Attempt begin(String id, String text) {
        get(generations.start(CLIENT, id, 0, "w1", 3));
        Attempt attempt = new Attempt(CLIENT, id, 1, "w1");
        if (!text.isEmpty()) {
            get(generations.fragment(attempt, 0, text, false));
        }
        return attempt;
    }

    private String answered(String conversation, String question, String text) {
        String id = ask(conversation, question);
        get(generations.end(begin(id, text), 1, new Ending.Completed("stop", null)));
        return id;
    }

    private Generation find(String id) {
        return get(generations.find(CLIENT, id)).orElseThrow();
    }

    private List<Exchange> before(String id) {
        return get(conversations.before(CLIENT, find(id), MUCH));
    }

    private long timeToLive(String key) {
        return get(link.send(redis -> redis.pttl(key)));
    }

    private long exists(String key) {
        return get(link.send(redis -> redis.exists(key)));
    }

    private Map<String, byte[]> fields(String key) {
        return get(link.send(redis -> redis.hgetall(key)));
    }

    private List<String> keysOfClient() {
        String pattern = keys.generations(CLIENT).replace(":gens", "") + "*";
        return get(link.send(redis -> redis.keys(pattern)));
    }

    @Test
    void earlierTurnsOfTheSameConversationAreGivenOldestFirst() {
        answered("c1", "one", "first");
        answered("c2", "other", "elsewhere");
        answered("c1", "two", "second");
        String id = ask("c1", "three");
        assertThat(before(id)).containsExactly(new Exchange("one", "first"), new Exchange("two", "second"));
    }

    @Test
    void onlyWhatWasSaidBeforeAndHasEndedIsGiven() {
        String first = answered("", "one", "first");
        get(generations.end(begin(ask("", "two"), "ha"), 1, new Ending.Failed("timed_out", "Too slow.")));
        String cancelled = ask("", "three");
        begin(cancelled, "until here");
        get(generations.cancel(CLIENT, cancelled));
        get(generations.cancel(CLIENT, ask("", "never begun")));
        begin(ask("", "still running"), "so far");
        String id = ask("", "now");
        answered("", "later", "too late");
        assertThat(before(id)).containsExactly(new Exchange("one", "first"), new Exchange("three", "until here"));
        assertThat(before(first)).isEmpty();
    }

    @Test
    void theBoundsAreKept() {
        for (int i = 0; i < 5; i++) {
            answered("", "q" + i, "a".repeat(100));
        }
        Generation now = find(ask("", "now"));
        assertThat(get(conversations.before(CLIENT, now, new Memory(2, 100_000))))
                .extracting(Exchange::question)
                .containsExactly("q3", "q4");
        assertThat(get(conversations.before(CLIENT, now, new Memory(100, 320))))
                .extracting(Exchange::question)
                .containsExactly("q2", "q3", "q4");
        assertThat(get(conversations.before(CLIENT, now, new Memory(0, 320)))).isEmpty();
        assertThat(get(conversations.before(CLIENT, now, new Memory(20, 0)))).isEmpty();
    }

    @Test
    void theListShowsTheNewestActivityFirst() {
        ask("", "of the default one");
        String id = ask("c1", "one");
        ask("c2", "another");
        awaitNextMillisecond();
        get(generations.end(begin(id, "x"), 1, new Ending.Completed("stop", null)));
        ask("c1", "two");
        List<Conversation> listed = get(conversations.newest(CLIENT, 10));
        assertThat(listed).extracting(Conversation::id).containsExactly("c1", "c2", "default");
        assertThat(listed).extracting(Conversation::turns).containsExactly(2, 1, 1);
        assertThat(listed).extracting(Conversation::opening).containsExactly("one", "another", "of the default one");
        assertThat(listed.get(0).lastActivity()).isAfter(listed.get(1).lastActivity());
        assertThat(get(conversations.newest(CLIENT, 1))).hasSize(1);
        assertThat(get(conversations.newest("bob", 10))).isEmpty();
    }

    @Test
    void anAnswersEndIsActivity() {
        String id = ask("c1", "one");
        ask("c2", "another");
        awaitNextMillisecond();
        get(generations.end(begin(id, "x"), 1, new Ending.Completed("stop", null)));
        assertThat(get(conversations.newest(CLIENT, 10)))
                .extracting(Conversation::id)
                .containsExactly("c1", "c2");
    }

    @Test
    void aConversationIsReadOldestFirstWithItsTexts() {
        answered("c1", "one", "first");
        ask("c2", "other");
        String running = ask("c1", "two");
        begin(running, "so far");
        assertThat(get(conversations.messages(CLIENT, "c1", 10)))
                .extracting(Generation::question, Generation::text)
                .containsExactly(tuple("one", "first"), tuple("two", "so far"));
        assertThat(get(conversations.messages(CLIENT, "c1", 1)))
                .extracting(Generation::question)
                .containsExactly("two");
    }

    @Test
    void deletingLeavesNothingThatWasSaid() {
        String old = answered("c1", "secret question", "secret answer");
        String running = ask("c1", "secret too");
        Attempt attempt = begin(running, "secret again");
        String kept = answered("c2", "kept", "kept");

        List<String> ids = get(conversations.messageIds(CLIENT, "c1"));
        assertThat(ids).containsExactly(old, running);
        assertThat(get(conversations.open(CLIENT, ids))).containsExactly(running);
        assertThat(get(conversations.forget(CLIENT, "c1", ids)))
                .as("one has not ended")
                .isEqualTo(1);
        assertThat(find(running).state()).isEqualTo(GenerationState.RUNNING);
        get(generations.cancel(CLIENT, running));
        assertThat(get(conversations.forget(CLIENT, "c1", ids))).isZero();

        for (String id : List.of(old, running)) {
            assertThat(get(generations.find(CLIENT, id))).isEmpty();
            assertThat(get(generations.ack(CLIENT, id))).isFalse();
            assertThat(fields(keys.generation(CLIENT, id))).as("what is left").containsOnlyKeys("v", "state");
            assertThat(timeToLive(keys.generation(CLIENT, id))).isPositive();
            assertThat(exists(keys.text(CLIENT, id))).isZero();
        }
        assertThat(exists(keys.conversation(CLIENT, "c1"))).isZero();
        assertThat(get(conversations.newest(CLIENT, 10)))
                .extracting(Conversation::id)
                .containsExactly("c2");
        assertThat(get(generations.newest(CLIENT, 10)))
                .extracting(Generation::id)
                .containsExactly(kept);

        assertThat(get(generations.fragment(attempt, 1, "late", false)))
                .as("the worker is refused as one that was cancelled, and writes no second ending")
                .isEqualTo(new StepResult.Ended(GenerationState.CANCELLED));
    }

    @Test
    void whatWasDeletedMayBeAskedAgainUnderTheSameRequestId() {
        String id = get(generations.submit(CLIENT, "r1", "hello", "c1")).id();
        get(generations.cancel(CLIENT, id));
        get(conversations.forget(CLIENT, "c1", List.of(id)));
        assertThat(get(generations.submit(CLIENT, "r1", "something else", "c1")).id())
                .isEqualTo(id);
        assertThat(find(id).question()).isEqualTo("something else");
        assertThat(find(id).state()).isEqualTo(GenerationState.QUEUED);
        assertThat(timeToLive(keys.generation(CLIENT, id))).isEqualTo(-1);
    }

    @Test
    void nothingStaysForEverOnceAllHasEnded() {
        answered("", "one", "first");
        answered("c1", "two", "second");
        get(generations.cancel(CLIENT, ask("c1", "three")));
        List<String> all = keysOfClient();
        assertThat(all).contains(keys.conversations(CLIENT), keys.conversation(CLIENT, "c1"));
        assertThat(all).allSatisfy(key -> assertThat(timeToLive(key)).as(key).isPositive());
    }

    @Test
    void anIndexLastsWhileOneOfItsMessagesIsOpen() {
        answered("c1", "one", "first");
        ask("c1", "two");
        for (String key : List.of(keys.conversations(CLIENT), keys.conversation(CLIENT, "c1"))) {
            assertThat(timeToLive(key)).isEqualTo(-1);
        }
    }

    /** An earlier ending lets them expire, and this answer may take longer than that. */
    @Test
    void anAnswerThatOutlivesTheIndexesIsListedWhenItEnds() {
        String id = ask("c1", "one");
        Attempt attempt = begin(id, "first");
        get(link.send(redis -> redis.del(keys.conversations(CLIENT), keys.conversation(CLIENT, "c1"))));
        get(generations.end(attempt, 1, new Ending.Completed("stop", null)));
        assertThat(get(conversations.newest(CLIENT, 10)))
                .extracting(Conversation::opening)
                .containsExactly("one");
        assertThat(get(conversations.messageIds(CLIENT, "c1"))).containsExactly(id);
        assertThat(timeToLive(keys.conversation(CLIENT, "c1"))).isPositive();
    }
}
