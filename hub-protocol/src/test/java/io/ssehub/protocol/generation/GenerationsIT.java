package io.ssehub.protocol.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationsIT {
    private static final String CLIENT = "alice";
    private static final int MOST_ATTEMPTS = 3;

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Generations generations = new Generations(link, keys, Retention.DEFAULT, Duration.ofHours(1));

    private String id;

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @BeforeEach
    void submit() {
        id = await(generations.submit(CLIENT, "r1", "hello", "")).id();
    }

    private Attempt start(int seen, String owner) {
        StepResult result = await(generations.start(CLIENT, id, seen, owner, MOST_ATTEMPTS));
        assertThat(result).isInstanceOf(StepResult.Started.class);
        return new Attempt(CLIENT, id, ((StepResult.Started) result).attempt(), owner);
    }

    private Generation find() {
        return await(generations.find(CLIENT, id)).orElseThrow();
    }

    private long timeToLive(String key) {
        return await(link.send(redis -> redis.pttl(key)));
    }

    private List<StreamMessage<String, byte[]>> entries() {
        return await(link.send(redis -> redis.xrange(keys.log(Channel.client(CLIENT)), Range.unbounded())));
    }

    private List<String> log() {
        return entries().stream()
                .map(message -> Answers.text(message.getBody().get("e")) + " "
                        + Answers.text(message.getBody().get("r")) + " "
                        + Answers.text(message.getBody().get("d")))
                .toList();
    }

    private static Ending stop() {
        return new Ending.Completed("stop", null);
    }

    @Test
    void whatARequestIsPartOfStaysWithItThroughItsAttempts() {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(find().traceparent()).as("of one that is not traced").isEmpty();
        id = await(generations.submit(CLIENT, "r2", "hello", "", traceparent)).id();
        start(0, "w1");
        start(1, "w2");
        assertThat(find().traceparent()).contains(traceparent);
        assertThat(await(generations.submit(CLIENT, "r2", "hello", "", "another"))
                        .outcome())
                .isEqualTo(Submission.Outcome.REPEAT);
        assertThat(find().traceparent()).contains(traceparent);
    }

    @Test
    void anAnswerGoesIntoTheLogInTheFormatOfTheWireContract() {
        Attempt attempt = start(0, "w1");
        await(generations.fragment(attempt, 0, "Hi \"you\"\n", false));
        await(generations.fragment(attempt, 1, "你好", true));
        await(generations.end(attempt, 2, new Ending.Completed("stop", "{\"totalTokens\":7}")));
        String fields = "{\"clientId\":\"alice\",\"id\":\"" + id + "\",\"attempt\":1";
        assertThat(log().subList(1, 5))
                .containsExactly(
                        "messageStart start/" + id + "/1 " + fields + "}",
                        "messageFragment frag/" + id + "/1/0 " + fields
                                + ",\"index\":0,\"lastIndex\":0,\"content\":\"Hi \\\"you\\\"\\n\",\"isLast\":false}",
                        "messageFragment frag/" + id + "/1/1 " + fields
                                + ",\"index\":1,\"lastIndex\":1,\"content\":\"你好\",\"isLast\":true}",
                        "messageEnd end/" + id + "/1 " + fields
                                + ",\"finishReason\":\"stop\",\"usage\":{\"totalTokens\":7}}");
        assertThat(find().text()).isEqualTo("Hi \"you\"\n你好");
        assertThat(find().state()).isEqualTo(GenerationState.COMPLETED);
        assertThat(find().code()).contains("stop");
    }

    @Test
    void reasoningIsToldButIsNotTheText() {
        Attempt attempt = start(0, "w1");
        await(generations.fragment(attempt, 0, FragmentKind.REASONING, "hm", false));
        await(generations.fragment(attempt, 1, "yes", true));
        String fields = "{\"clientId\":\"alice\",\"id\":\"" + id + "\",\"attempt\":1";
        assertThat(log().subList(2, 4))
                .containsExactly(
                        "messageFragment frag/" + id + "/1/0 " + fields
                                + ",\"index\":0,\"lastIndex\":0,\"content\":\"hm\",\"isLast\":false,\"kind\":\"reasoning\"}",
                        "messageFragment frag/" + id + "/1/1 " + fields
                                + ",\"index\":1,\"lastIndex\":1,\"content\":\"yes\",\"isLast\":true}");
        assertThat(find().text()).isEqualTo("yes");
        assertThat(find().fragments()).isEqualTo(2);
    }

    @Test
    void theSameRequestIsAcceptedOnce() {
        Submission again = await(generations.submit(CLIENT, "r1", "hello", ""));
        assertThat(again).isEqualTo(new Submission(Submission.Outcome.REPEAT, id, GenerationState.QUEUED, List.of(id)));
        Submission other = await(generations.submit(CLIENT, "r1", "something else", ""));
        assertThat(other.outcome()).isEqualTo(Submission.Outcome.CONFLICT);
        assertThat(await(generations.submit(CLIENT, null, "hello", "")).id()).isNotEqualTo(id);
    }

    @Test
    void ofTwoWorkersOneStarts() {
        start(0, "w1");
        assertThat(await(generations.start(CLIENT, id, 0, "w2", MOST_ATTEMPTS))).isEqualTo(new StepResult.Fenced(1));
    }

    @Test
    void aStartWhoseAnswerWasLostIsRepeatedWithoutASecondAttempt() {
        start(0, "w1");
        start(0, "w1");
        assertThat(find().attempt()).isEqualTo(1);
        assertThat(log()).hasSize(2);
    }

    @Test
    void aNewAttemptFencesTheOldOneAndClearsTheText() {
        Attempt old = start(0, "w1");
        await(generations.fragment(old, 0, "half an ans", false));
        Attempt fresh = start(1, "w2");
        assertThat(find().text()).isEmpty();
        assertThat(await(generations.fragment(old, 1, "wer", false))).isEqualTo(new StepResult.Fenced(2));
        assertThat(await(generations.end(old, 1, stop()))).isEqualTo(new StepResult.Fenced(2));
        assertThat(await(generations.fragment(fresh, 0, "answer", true))).isInstanceOf(StepResult.Appended.class);
        assertThat(find().text()).isEqualTo("answer");
    }

    @Test
    void onlyTheNextFragmentIsTaken() {
        Attempt attempt = start(0, "w1");
        assertThat(await(generations.fragment(attempt, 1, "b", false))).isEqualTo(new StepResult.Expected(0));
        StepResult first = await(generations.fragment(attempt, 0, "a", false));
        StepResult repeated = await(generations.fragment(attempt, 0, "a", false));
        assertThat(repeated).isEqualTo(new StepResult.Repeat(((StepResult.Appended) first).position()));
        assertThat(find().text()).isEqualTo("a");
    }

    @Test
    void anEndingNeedsEveryFragment() {
        Attempt attempt = start(0, "w1");
        await(generations.fragment(attempt, 0, "a", false));
        assertThat(await(generations.end(attempt, 2, stop()))).isEqualTo(new StepResult.Expected(1));
        assertThat(find().state()).isEqualTo(GenerationState.RUNNING);
    }

    @Test
    void thereIsOneEnding() {
        Attempt attempt = start(0, "w1");
        assertThat(await(generations.end(attempt, 0, stop()))).isInstanceOf(StepResult.Finished.class);
        StepResult ended = new StepResult.Ended(GenerationState.COMPLETED);
        assertThat(await(generations.end(attempt, 0, stop()))).isEqualTo(ended);
        assertThat(await(generations.cancel(CLIENT, id))).isEqualTo(ended);
        assertThat(await(generations.fragment(attempt, 0, "late", false))).isEqualTo(ended);
        assertThat(await(generations.start(CLIENT, id, 1, "w2", MOST_ATTEMPTS))).isEqualTo(ended);
        assertThat(log()).hasSize(3);
    }

    @Test
    void aFailureTellsCodeAndMessage() {
        Attempt attempt = start(0, "w1");
        await(generations.end(attempt, 0, new Ending.Failed("timed_out", "It took \"too\" long.")));
        assertThat(log().getLast())
                .isEqualTo("messageError end/" + id + "/1 {\"clientId\":\"alice\",\"id\":\"" + id
                        + "\",\"attempt\":1,\"code\":\"timed_out\",\"message\":\"It took \\\"too\\\" long.\"}");
        assertThat(find().error()).contains("It took \"too\" long.");
    }

    @Test
    void cancelEndsWhatIsQueuedOrRunning() {
        assertThat(await(generations.cancel(CLIENT, id))).isInstanceOf(StepResult.Finished.class);
        assertThat(log().getLast())
                .isEqualTo("messageEnd end/" + id + "/0 {\"clientId\":\"alice\",\"id\":\"" + id
                        + "\",\"attempt\":0,\"finishReason\":\"cancelled\"}");
        assertThat(await(generations.cancel(CLIENT, id))).isEqualTo(new StepResult.Ended(GenerationState.CANCELLED));
    }

    @Test
    void tooManyAttemptsAreAnEnding() {
        start(0, "w1");
        start(1, "w2");
        start(2, "w3");
        assertThat(await(generations.start(CLIENT, id, 3, "w4", MOST_ATTEMPTS)))
                .isInstanceOf(StepResult.Exhausted.class);
        assertThat(find().state()).isEqualTo(GenerationState.FAILED);
        assertThat(find().code()).contains("too_many_attempts");
    }

    @Test
    void whatRedisDoesNotKnowIsGone() {
        Attempt unknown = new Attempt(CLIENT, "nothing", 1, "w1");
        assertThat(await(generations.start(CLIENT, "nothing", 0, "w1", 3))).isEqualTo(new StepResult.Gone());
        assertThat(await(generations.fragment(unknown, 0, "a", false))).isEqualTo(new StepResult.Gone());
        assertThat(await(generations.end(unknown, 0, stop()))).isEqualTo(new StepResult.Gone());
        assertThat(await(generations.cancel(CLIENT, "nothing"))).isEqualTo(new StepResult.Gone());
        assertThat(await(generations.ack(CLIENT, "nothing"))).isFalse();
        assertThat(await(generations.find(CLIENT, "nothing"))).isEmpty();
    }

    @Test
    void anAcknowledgementIsKept() {
        assertThat(find().acked()).isFalse();
        assertThat(await(generations.ack(CLIENT, id))).isTrue();
        assertThat(find().acked()).isTrue();
    }

    @Test
    void theNewestComeFirst() {
        String second = await(generations.submit(CLIENT, "r2", "second", "")).id();
        await(link.send(redis -> redis.zadd(keys.generations(CLIENT), 9e15, Answers.arg(second))));
        assertThat(await(generations.newest(CLIENT, 10)))
                .extracting(Generation::id)
                .containsExactly(second, id);
        assertThat(await(generations.newest(CLIENT, 1)))
                .extracting(Generation::id)
                .containsExactly(second);
    }

    @Test
    void onlyWhatHasEndedExpires() {
        String generation = keys.generation(CLIENT, id);
        Attempt attempt = start(0, "w1");
        await(generations.fragment(attempt, 0, "a", true));
        assertThat(timeToLive(generation)).isEqualTo(-1);
        await(generations.end(attempt, 1, stop()));
        for (String key : List.of(generation, keys.text(CLIENT, id), keys.generations(CLIENT))) {
            assertThat(timeToLive(key)).isPositive();
        }
    }

    @Test
    void theLogCanBeReadAsEntries() {
        start(0, "w1");
        assertThat(entries()).allSatisfy(message -> {
            List<byte[]> fields = message.getBody().entrySet().stream()
                    .flatMap(e -> Stream.of(Answers.arg(e.getKey()), e.getValue()))
                    .toList();
            assertThat(LogEntry.fromStream(message.getId(), fields).position()).hasToString(message.getId());
        });
    }
}
