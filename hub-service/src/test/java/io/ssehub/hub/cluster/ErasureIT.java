package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.control.Control;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.access.Tickets;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.erasure.ClientData;
import io.ssehub.protocol.erasure.Erased;
import io.ssehub.protocol.fixture.RedisDump;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was erased is gone from Redis, whoever still reads or writes, and nobody else notices. */
class ErasureIT {
    /** What nobody but the erased one has said or been told. */
    private static final String SECRET = "xyzzy";

    private static String prefix;
    private static HubNode one;
    private static HubNode two;

    private final String alice = HubNode.name("alice");
    private final String bob = HubNode.name("bob");

    @BeforeAll
    static void start() {
        prefix = RedisFixture.freshPrefix();
        one = HubNode.startWith(prefix, "hub.cluster.timeout=30s", "hub.limits.questions-per-minute=60");
        two = HubNode.startWith(prefix, "hub.cluster.timeout=30s", "hub.limits.questions-per-minute=60");
        Wait.until(
                "the nodes know of each other",
                () -> one.get("/api/sse/cluster").json().path("nodes").size() == 2);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static <T> T ask(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static <T> T bean(Class<T> type) {
        return one.bean(type);
    }

    private List<String> left() {
        return RedisDump.lines(prefix, List.of(alice, SECRET));
    }

    private String publish(String client, String data, String more) {
        Answer answer = one.post(
                "/api/sse/publish",
                "{\"client\":\"" + client + "\",\"event\":\"note\",\"data\":\"" + data + "\"" + more + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.field("position");
    }

    private String question() {
        Answer answer = one.post(
                "/api/sse/chat/" + alice,
                "{\"message\":\"" + SECRET + "?\",\"conversationId\":\"" + SECRET + "-talk\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.field("id");
    }

    /** One that a worker is writing. */
    private Attempt running() {
        String id = question();
        Generations generations = bean(Generations.class);
        StepResult.Started started = (StepResult.Started) ask(generations.start(alice, id, 0, "1-1/w", 3));
        Attempt attempt = new Attempt(alice, id, started.attempt(), "1-1/w");
        ask(generations.fragment(attempt, 0, SECRET + " is", false));
        return attempt;
    }

    /** Everything a client can leave behind. */
    private Attempt fill() {
        one.post("/api/sse/disconnect/" + alice);
        publish(alice, SECRET, "");
        publish(alice, SECRET, ",\"key\":\"" + SECRET + "-key\"");
        Attempt done = running();
        ask(bean(Generations.class).end(done, 1, new Ending.Completed("stop", null)));
        assertThat(one.post("/api/sse/ack/" + alice + "/" + done.messageId()).status())
                .isEqualTo(204);
        ask(bean(DeadLetters.class).add(alice, done.messageId(), 3, "internal", SECRET, 100));
        ask(tickets().issue(alice + " 1900000000000 ! ! !", Duration.ofMinutes(5)));
        question();
        return running();
    }

    private static Tickets tickets() {
        return new Tickets(bean(RedisLink.class), bean(RedisKeys.class));
    }

    @Test
    void allOfAClientIsGoneAndStaysGoneWhoeverStillWrites() {
        Attempt writing = fill();
        try (StreamClient reader = two.connect(alice, "from=start");
                StreamClient other = two.connect(bob)) {
            reader.await("systemMessage");
            reader.await("messageFragment");
            other.await("systemMessage");
            assertThat(left()).hasSizeGreaterThan(12).anyMatch(line -> line.contains(":rate:"));
            publish(bob, "before", "");

            Answer answer = one.delete("/api/sse/clients/" + alice);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(left()).isEmpty();
            assertThat(answer.json().path("connections").asInt()).isEqualTo(1);
            assertThat(answer.json().path("keys").asInt()).isGreaterThanOrEqualTo(9);
            assertThat(answer.json().path("requests").asInt()).isEqualTo(3);
            assertThat(answer.json().path("deadLetters").asInt()).isEqualTo(1);
            assertThat(answer.json().path("orders").asInt()).isEqualTo(1);
            assertThat(answer.json().path("tickets").asInt()).isEqualTo(1);
            assertThat(reader.await("disconnected").field("reason")).isEqualTo("disconnected");

            writeOn(writing);
            assertThat(left()).isEmpty();
            publish(bob, "after", "");
            assertThat(other.take(2)).extracting(StreamClient.Event::data).containsExactly("\"before\"", "\"after\"");
        }
        Answer again = one.delete("/api/sse/clients/" + alice);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("keys").asInt()).isZero();
        assertThat(one.meter("hub.clients.erased", "outcome", "done")).isPositive();
    }

    /** Everything that somebody may be about to do for a message that is erased. */
    private void writeOn(Attempt writing) {
        Generations generations = bean(Generations.class);
        assertThat(ask(generations.fragment(writing, 1, SECRET, false))).isInstanceOf(StepResult.Gone.class);
        assertThat(ask(generations.end(writing, 2, new Ending.Completed("stop", null))))
                .isInstanceOf(StepResult.Gone.class);
        assertThat(ask(generations.start(alice, writing.messageId(), 1, "2-1/w", 3)))
                .isInstanceOf(StepResult.Gone.class);
        assertThat(ask(generations.cancel(alice, writing.messageId()))).isInstanceOf(StepResult.Gone.class);
        assertThat(ask(generations.ack(alice, writing.messageId()))).isFalse();
        ask(bean(RequestQueue.class).add(alice, writing.messageId()));
        assertThat(ask(bean(DeadLetters.class).add(alice, writing.messageId(), 1, "internal", SECRET, 100)))
                .isFalse();
    }

    @Test
    void aNodeThatWasNotToldBringsAChannelBackAndOneThatWasToldDoesNot() {
        try (StreamClient told = two.connect(alice);
                StreamClient untold = two.connect(bob)) {
            told.await("systemMessage");
            untold.await("systemMessage");
            // What is heard makes a channel one that is looked after every second.
            publish(alice, SECRET, "");
            publish(bob, "note", "");
            told.await("note");
            untold.await("note");
            assertThat(one.delete("/api/sse/clients/" + alice).status()).isEqualTo(200);
            Erased alone = ask(bean(ClientData.class).erase(bob, (event, order) -> false));
            assertThat(alone.keys()).isEqualTo(2);
            Wait.until("the node has compared what it knows with Redis", () -> !RedisDump.lines(prefix, List.of(bob))
                    .isEmpty());
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void whoComesAgainBeginsAnew() {
        publish(alice, SECRET, "");
        assertThat(one.delete("/api/sse/clients/" + alice).status()).isEqualTo(200);
        try (StreamClient reader = two.connect(alice, "from=start")) {
            reader.await("systemMessage");
            publish(alice, "new", "");
            assertThat(reader.await("note").data()).isEqualTo("\"new\"");
        }
        assertThat(RedisDump.lines(prefix, List.of(SECRET))).isEmpty();
        assertThat(one.get("/api/sse/chat/" + alice).json().path("messages").size())
                .isZero();
    }

    @Test
    void somebodyElsesOrdersStay() {
        ask(bean(Control.class).disconnect(alice));
        ask(bean(Control.class).disconnect(bob));
        String log = one.keys().log(Channel.CONTROL);
        assertThat(one.delete("/api/sse/clients/" + alice).status()).isEqualTo(200);
        assertThat(RedisDump.lines(log, List.of(bob))).hasSize(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void whoseNameIsWrittenToAgainAndAgainIsToldAndWhatWasThereIsGone() {
        publish(alice, SECRET, "");
        double before = one.meter("hub.clients.erased", "outcome", "left");
        String head = one.keys().head(Channel.client(alice));
        // Asked in each round, before anything is removed in it.
        try (OtherNode busy = OtherNode.answering(one, "busy", kind -> {
            bean(RedisLink.class).send(redis -> redis.hset(head, "again", new byte[] {1}));
            return "ok {\"connections\":0}";
        })) {
            Answer answer = one.delete("/api/sse/clients/" + alice);
            assertThat(answer.status())
                    .as("%s, by %s", answer.body(), busy.id())
                    .isEqualTo(409);
            assertThat(answer.field("code")).isEqualTo("still_active");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(left()).isEmpty();
        }
        assertThat(one.meter("hub.clients.erased", "outcome", "left")).isEqualTo(before + 1);
        assertThat(one.delete("/api/sse/clients/" + alice).status()).isEqualTo(200);
    }

    @Test
    void whereANodeDoesNotAnswerTheDataAreGoneAndTheCallIsToBeRepeated() {
        publish(alice, SECRET, "");
        question();
        try (HubNode third = HubNode.startWith(prefix, "hub.cluster.timeout=50ms")) {
            try (OtherNode deaf = OtherNode.deaf(one, "deaf")) {
                Answer answer = third.delete("/api/sse/clients/" + alice);
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.field("code")).isEqualTo("node_unanswered");
                assertThat(answer.field("detail")).contains(deaf.id());
                assertThat(answer.header("Retry-After")).isNotEmpty();
                assertThat(left()).isEmpty();
                assertThat(third.meter("hub.clients.erased", "outcome", "left")).isEqualTo(1);
            }
        }
        assertThat(one.delete("/api/sse/clients/" + alice).status()).isEqualTo(200);
    }
}
