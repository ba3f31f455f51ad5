package io.ssehub.protocol.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.OpenGenerations.Admitted;
import io.ssehub.protocol.generation.OpenGenerations.Page;
import io.ssehub.protocol.generation.Submission.Outcome;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Few of a client's generations are in the request stream, the others wait for one of them to end. */
class FairQueueIT {
    private static final String CLIENT = "alice";
    private static final QueueLimits LIMITS = new QueueLimits(2, 3);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private Generations generations = new Generations(link, keys, Retention.DEFAULT, LONG, LIMITS);
    private OpenGenerations open = new OpenGenerations(link, keys, LONG, LIMITS);
    private final RequestQueue queue = new RequestQueue(link, keys);

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Submission submit(int number) {
        return await(generations.submit(CLIENT, "r" + number, "question " + number, ""));
    }

    private List<String> submit(int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            ids.add(submit(i).id());
        }
        return ids;
    }

    private void end(String id) {
        await(generations.start(CLIENT, id, 0, "w", 3));
        await(generations.fragment(new Attempt(CLIENT, id, 1, "w"), 0, "text", true));
        await(generations.end(new Attempt(CLIENT, id, 1, "w"), 1, new Ending.Completed("stop", null)));
    }

    private List<String> admitted() {
        return await(open.admitted(CLIENT)).stream().map(Admitted::messageId).toList();
    }

    private long timeToLive(String key) {
        return await(link.send(redis -> redis.pttl(key)));
    }

    private double place(String id) {
        return await(link.send(redis -> redis.zscore(keys.open(CLIENT), Answers.arg(id))));
    }

    private long waitingOrAdmitted() {
        return await(link.send(redis -> redis.zcard(keys.open(CLIENT))));
    }

    @Test
    void asManyAsMayBeInFlightAreToBeQueuedAtOnceAndTheOthersWait() {
        for (int i = 1; i <= 2; i++) {
            Submission accepted = submit(i);
            assertThat(accepted.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(accepted.toQueue()).containsExactly(accepted.id());
        }
        Submission third = submit(3);
        assertThat(third.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(third.toQueue()).isEmpty();
        assertThat(await(generations.find(CLIENT, third.id())).orElseThrow().state())
                .isEqualTo(GenerationState.QUEUED);
    }

    @Test
    void oneTooManyIsRefusedAndLeavesNothing() {
        submit(1, 5);
        Submission refused = submit(6);
        assertThat(refused.outcome()).isEqualTo(Outcome.FULL);
        assertThat(await(generations.find(CLIENT, refused.id()))).isEmpty();
        assertThat(await(generations.newest(CLIENT, 10))).hasSize(5);
        assertThat(waitingOrAdmitted()).isEqualTo(5);
        assertThat(await(generations.submit("bob", "r1", "hello", "")).outcome())
                .as("another client has limits of its own")
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatWasAcceptedIsNeverRefusedWhenItIsRepeated() {
        List<String> ids = submit(1, 5);
        for (int i = 1; i <= 5; i++) {
            Submission again = submit(i);
            assertThat(again.outcome()).isEqualTo(Outcome.REPEAT);
            assertThat(again.id()).isEqualTo(ids.get(i - 1));
            assertThat(await(generations.submitAgain(CLIENT, "r" + i, "question " + i, ""))
                            .outcome())
                    .isEqualTo(Outcome.REPEAT);
        }
        assertThat(await(generations.submitAgain("bob", "r1", "new", "")).outcome())
                .isEqualTo(Outcome.FULL);
    }

    @Test
    void aRepetitionIsQueuedOnlyWhileNobodyHasNotedThatItIs() {
        Submission first = submit(1);
        assertThat(submit(1).toQueue()).containsExactly(first.id());
        await(queue.add(CLIENT, first.id()));
        assertThat(submit(1).toQueue()).isEmpty();
        submit(2);
        submit(3);
        assertThat(submit(3).toQueue()).as("it waits").isEmpty();
    }

    @Test
    void theOldestThatWaitsGoesAheadWhenOneHasEnded() {
        List<String> ids = submit(1, 5);
        assertThat(await(open.admit(CLIENT, false))).as("there is no room").isEmpty();
        end(ids.get(1));
        assertThat(await(open.admit(CLIENT, false))).containsExactly(ids.get(2));
        assertThat(await(open.admit(CLIENT, false))).as("only once").isEmpty();
        assertThat(admitted()).containsExactlyInAnyOrder(ids.get(0), ids.get(2));
    }

    @Test
    void whoAdmittedAndDiedIsMadeUpFor() {
        List<String> ids = submit(1, 4);
        await(queue.add(CLIENT, ids.get(0)));
        end(ids.get(1));
        assertThat(await(open.admit(CLIENT, false))).containsExactly(ids.get(2));
        // Here it dies, before it has put it into the stream.
        assertThat(await(open.admit(CLIENT, true))).containsExactly(ids.get(2));
        await(queue.add(CLIENT, ids.get(2)));
        assertThat(await(open.admit(CLIENT, true))).isEmpty();
    }

    @Test
    void aNewQuestionTakesAlongWhatCouldGoAhead() {
        List<String> ids = submit(1, 3);
        end(ids.getFirst());
        assertThat(submit(4).toQueue()).containsExactly(ids.get(2));
    }

    @Test
    void whatIsCancelledWhileItWaitsMakesRoomAndIsNotAdmitted() {
        List<String> ids = submit(1, 5);
        await(generations.cancel(CLIENT, ids.get(2)));
        assertThat(submit(6).outcome()).isEqualTo(Outcome.ACCEPTED);
        await(generations.cancel(CLIENT, ids.get(0)));
        assertThat(await(open.admit(CLIENT, false))).containsExactly(ids.get(3));
    }

    @Test
    void anExhaustedOneMakesRoomToo() {
        List<String> ids = submit(1, 3);
        await(generations.start(CLIENT, ids.getFirst(), 0, "w", 1));
        assertThat(await(generations.start(CLIENT, ids.getFirst(), 1, "w2", 1)))
                .isInstanceOf(StepResult.Exhausted.class);
        assertThat(await(open.admit(CLIENT, false))).containsExactly(ids.get(2));
    }

    @Test
    void whatHasVanishedHoldsNoPlace() {
        List<String> ids = submit(1, 4);
        await(link.send(redis -> redis.del(keys.generation(CLIENT, ids.get(0)), keys.generation(CLIENT, ids.get(2)))));
        assertThat(await(open.admit(CLIENT, false))).containsExactly(ids.get(3));
        assertThat(waitingOrAdmitted()).isEqualTo(2);
    }

    @Test
    void whatIsKnownOfAnAdmittedOneIsTold() {
        String id = submit(1).id();
        assertThat(await(open.admitted(CLIENT))).singleElement().satisfies(queued -> {
            assertThat(queued.state()).isEqualTo(GenerationState.QUEUED);
            assertThat(queued.entry()).isEmpty();
            assertThat(queued.owner()).isEmpty();
        });
        await(queue.add(CLIENT, id));
        await(generations.start(CLIENT, id, 0, "1-1/w", 3));
        assertThat(await(open.admitted(CLIENT))).singleElement().satisfies(running -> {
            assertThat(running.state()).isEqualTo(GenerationState.RUNNING);
            assertThat(running.entry()).isPresent();
            assertThat(running.owner()).contains("1-1/w");
            assertThat(running.sinceAlive()).isLessThan(Duration.ofHours(1));
        });
    }

    @Test
    void onlyTheOwnerMayNote() {
        String id = submit(1).id();
        await(generations.start(CLIENT, id, 0, "w", 3));
        Attempt attempt = new Attempt(CLIENT, id, 1, "w");
        Attempt old = new Attempt(CLIENT, id, 1, "old");
        assertThat(await(open.noteAlive(attempt))).isTrue();
        assertThat(await(open.noteAlive(old))).isFalse();
        assertThat(await(open.noteCause(attempt, "broken"))).isTrue();
        assertThat(await(open.noteCause(old, "else"))).isFalse();
        assertThat(await(open.cause(CLIENT, id))).contains("broken");
        await(generations.start(CLIENT, id, 1, "w2", 3));
        assertThat(await(open.cause(CLIENT, id))).as("of the newest attempt").isEmpty();
        assertThat(await(open.noteAlive(new Attempt(CLIENT, "nothing", 1, "w"))))
                .isFalse();
        assertThat(await(generations.find(CLIENT, "nothing"))).isEmpty();
    }

    @Test
    void everyClientWithOpenGenerationsIsFoundAndNobodyElse() {
        List<String> clients = List.of("alice", "bob", "a:open", "open");
        clients.forEach(client -> await(generations.submit(client, null, "hello", "")));
        String ended = await(generations.submit("ended", null, "hello", "")).id();
        await(generations.cancel("ended", ended));
        await(link.send(redis -> redis.zadd(keys.generation("trap", "m:open"), 1, Answers.arg("no open set"))));
        List<String> found = new ArrayList<>();
        String cursor = OpenGenerations.START;
        do {
            Page page = await(open.clients(cursor, 1000));
            found.addAll(page.clients());
            cursor = page.cursor();
        } while (!cursor.equals(OpenGenerations.START));
        assertThat(found.stream().distinct()).containsExactlyInAnyOrderElementsOf(clients);
    }

    @Test
    void nothingOfAClientIsLeftWhenAllHasEndedAndExpired() {
        generations = new Generations(link, keys, new Retention(100, SHORT, SHORT), SHORT, LIMITS);
        open = new OpenGenerations(link, keys, SHORT, LIMITS);
        List<String> ids = submit(1, 5);
        for (String id : ids.subList(0, 4)) {
            end(id);
            await(open.admit(CLIENT, true));
        }
        await(generations.ack(CLIENT, ids.getFirst()));
        assertThat(timeToLive(keys.generations(CLIENT))).as("one is open").isEqualTo(-1);
        await(generations.cancel(CLIENT, ids.get(4)));
        await(open.admit(CLIENT, true));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> keysLeft().isEmpty());
    }

    private List<String> keysLeft() {
        String pattern = keys.openPattern().replace(":{client/*}:open", ":{client/" + CLIENT + "}*");
        List<String> found = new ArrayList<>();
        String cursor = "0";
        do {
            String from = cursor;
            KeyScanCursor<String> page = await(link.send(redis -> redis.scan(
                    ScanCursor.of(from), ScanArgs.Builder.matches(pattern).limit(1000))));
            found.addAll(page.getKeys());
            cursor = page.getCursor();
        } while (!cursor.equals("0"));
        return found;
    }

    @Test
    void theQueueInRedisHasTheFormOfTheWireContract() {
        List<String> ids = submit(1, 3);
        assertThat(place(ids.get(0))).isBetween(-1e17, -1e15);
        assertThat(place(ids.get(2))).isBetween(1e15, 1e17);
    }
}
