package io.ssehub.hub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.request.RequestQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Questions, their answers' records, acknowledgement and cancelling. The worker is played by the test. */
class ChatCallsIT {
    private static HubNode node;
    private static HubNode open;

    private final String alice = HubNode.name("alice");
    private final String chat = "/api/sse/chat/" + alice;

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix);
        open = HubNode.startWith(prefix, "hub.http.get-actions=true");
    }

    @AfterAll
    static void stop() {
        node.close();
        open.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Generations generations() {
        return node.bean(Generations.class);
    }

    private static long queued() {
        return await(node.bean(RequestQueue.class).size());
    }

    private String ask(String json) {
        Answer answer = node.post(chat, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.field("id");
    }

    private String message(String id) {
        return "/api/sse/messages/" + alice + "/" + id;
    }

    private Attempt begin(String id) {
        await(generations().start(alice, id, 0, "owner", 3));
        return new Attempt(alice, id, 1, "owner");
    }

    @Test
    void aQuestionIsAcceptedWithAnIdAndQueued() {
        long before = queued();
        Answer answer = node.post(chat, "{\"message\":\"你好 🌙\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().propertyNames()).containsExactly("id");
        assertThat(answer.field("id")).matches("[A-Za-z0-9_-]{22}");
        assertThat(queued()).isEqualTo(before + 1);

        Answer record = node.get(message(answer.field("id")));
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.field("state")).isEqualTo("queued");
        assertThat(record.field("question")).isEqualTo("你好 🌙");
        assertThat(record.field("text")).isEmpty();
        assertThat(record.json().path("nextIndex").asInt()).isZero();
    }

    @Test
    void theSameRequestIsTheSameMessageHoweverOftenItIsSent() {
        String body = "{\"message\":\"hello\",\"requestId\":\"r1\",\"conversationId\":\"c1\"}";
        String id = ask(body);
        assertThat(ask(body)).isEqualTo(id);
        assertThat(ask("{ \"conversationId\":\"c1\", \"requestId\":\"r1\", \"message\":\"hello\" }"))
                .isEqualTo(id);
        assertThat(node.get(chat).json().path("messages").size()).isEqualTo(1);

        begin(id);
        long before = queued();
        assertThat(ask(body)).isEqualTo(id);
        assertThat(queued()).as("a worker has it already").isEqualTo(before);
    }

    @Test
    void theKeyOfAnAnswersTextIsNoAnswer() {
        // Its record was looked for where the text is, which is no hash: an internal error.
        String id = ask("{\"message\":\"hello\"}");
        await(generations().fragment(begin(id), 0, "Hi", false));
        for (Answer answer : List.of(
                node.get(message(id + ":text")),
                node.delete(message(id + ":text")),
                node.post("/api/sse/ack/" + alice + "/" + id + ":text"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("code")).isEqualTo("unknown_message");
        }
    }

    @Test
    void theSameRequestIdOfAnotherClientIsAnotherMessage() {
        String body = "{\"message\":\"hello\",\"requestId\":\"r1\"}";
        String id = ask(body);
        assertThat(node.post("/api/sse/chat/" + HubNode.name("bob"), body).field("id"))
                .isNotEqualTo(id);
    }

    @Test
    void anotherQuestionUnderTheSameRequestIdIsAConflict() {
        ask("{\"message\":\"hello\",\"requestId\":\"r1\",\"conversationId\":\"c1\"}");
        for (String other : List.of(
                "{\"message\":\"goodbye\",\"requestId\":\"r1\",\"conversationId\":\"c1\"}",
                "{\"message\":\"hello\",\"requestId\":\"r1\",\"conversationId\":\"c2\"}",
                "{\"message\":\"hello\",\"requestId\":\"r1\"}")) {
            Answer answer = node.post(chat, other);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.field("code")).isEqualTo("request_conflict");
            assertThat(answer.field("field")).isEqualTo("requestId");
        }
    }

    @Test
    void aLinkCanAskOnlyWhereThatIsAllowed() {
        Answer refused = node.get(chat + "/hello");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.field("code")).isEqualTo("method_not_allowed");
        assertThat(node.get(chat).json().path("messages").size()).isZero();

        Answer accepted = open.get(chat + "/%E4%BD%A0%E5%A5%BD%20you");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(node.get(message(accepted.field("id"))).field("question")).isEqualTo("你好 you");
    }

    @Test
    void aLinkCanDisconnectOnlyWhereThatIsAllowed() {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            Answer refused = node.get("/api/sse/disconnect/" + alice);
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("Allow")).isEqualTo("POST");
            assertThat(open.get("/api/sse/disconnect/" + alice).status()).isEqualTo(202);
            assertThat(client.takeRest()).extracting(Event::name).containsExactly("disconnected");
        }
    }

    @Test
    void theListIsNewestFirstAndWithoutTexts() {
        assertThat(node.get(chat).body()).isEqualTo("{\"messages\":[]}");
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String id = ask("{\"message\":\"question " + i + "\"}");
            newestFirst.addFirst(id);
            awaitNextMillisecondOfRedis();
        }
        List<JsonNode> listed =
                node.get(chat).json().path("messages").valueStream().toList();
        assertThat(listed).extracting(each -> each.path("id").asString()).isEqualTo(newestFirst);
        assertThat(listed.getFirst().path("state").asString()).isEqualTo("queued");
        assertThat(listed.getFirst().has("text")).isFalse();
    }

    /** The list is ordered by Redis' clock. */
    private static void awaitNextMillisecondOfRedis() {
        long now = redisMillis();
        Wait.until("the next millisecond", () -> redisMillis() > now);
    }

    private static long redisMillis() {
        List<byte[]> time = await(RedisFixture.link().send(redis -> redis.time()));
        return Long.parseLong(new String(time.get(0))) * 1_000 + Long.parseLong(new String(time.get(1))) / 1_000;
    }

    @Test
    void aMessageShowsItsTextSoFarAndTheFragmentItEndsBefore() {
        String id = ask("{\"message\":\"hello\"}");
        Attempt attempt = begin(id);
        await(generations().fragment(attempt, 0, "Guten ", false));
        await(generations().fragment(attempt, 1, "Tag \"🌙\"\n", false));
        JsonNode running = node.get(message(id)).json();
        assertThat(running.path("state").asString()).isEqualTo("running");
        assertThat(running.path("text").asString()).isEqualTo("Guten Tag \"🌙\"\n");
        assertThat(running.path("nextIndex").asInt()).isEqualTo(2);
        assertThat(running.path("attempt").asInt()).isEqualTo(1);
        assertThat(running.path("acked").asBoolean()).isFalse();
        assertThat(running.has("finishReason")).isFalse();

        await(generations().end(attempt, 2, new Ending.Completed("stop", null)));
        JsonNode ended = node.get(message(id)).json();
        assertThat(ended.path("state").asString()).isEqualTo("completed");
        assertThat(ended.path("finishReason").asString()).isEqualTo("stop");
        assertThat(ended.has("endedAt")).isTrue();
        assertThat(ended.has("error")).isFalse();
    }

    @Test
    void aFailedMessageSaysWhy() {
        String id = ask("{\"message\":\"hello\"}");
        await(generations().end(begin(id), 0, new Ending.Failed("interrupted", "The line broke.")));
        JsonNode failed = node.get(message(id)).json();
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("interrupted");
        assertThat(failed.path("error").path("message").asString()).isEqualTo("The line broke.");
        assertThat(failed.has("finishReason")).isFalse();
    }

    @Test
    void anAnswerArrivesOnTheClientsStream() {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            String id = ask("{\"message\":\"hello\"}");
            Attempt attempt = begin(id);
            await(generations().fragment(attempt, 0, "a\nb", false));
            await(generations()
                    .end(attempt, 1, new Ending.Completed("stop", "{\"inputTokens\":1,\"outputTokens\":3}")));
            List<Event> events = client.take(3);
            assertThat(events).extracting(Event::name).containsExactly("messageStart", "messageFragment", "messageEnd");
            assertThat(events).extracting(event -> event.field("id")).containsOnly(id);
            assertThat(events).extracting(event -> event.field("clientId")).containsOnly(alice);
            assertThat(events.get(1).field("content")).isEqualTo("a\nb");
            assertThat(events.get(2).json().path("usage").path("outputTokens").asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void aMessageCanBeAcknowledgedAndThatIsShown() {
        String id = ask("{\"message\":\"hello\"}");
        for (int i = 0; i < 2; i++) {
            Answer answer = node.post("/api/sse/ack/" + alice + "/" + id);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(node.get(message(id)).json().path("acked").asBoolean()).isTrue();
        assertThat(node.get(chat).json().path("messages").get(0).path("acked").asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String ofAlice = ask("{\"message\":\"hello\"}");
        String bob = HubNode.name("bob");
        for (Answer answer : List.of(
                node.get(message("nothing")),
                node.delete(message("nothing")),
                node.post("/api/sse/ack/" + alice + "/nothing"),
                node.get("/api/sse/messages/" + bob + "/" + ofAlice),
                node.delete("/api/sse/messages/" + bob + "/" + ofAlice),
                node.post("/api/sse/ack/" + bob + "/" + ofAlice))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("code")).isEqualTo("unknown_message");
            assertThat(answer.field("field")).isEqualTo("messageId");
        }
    }

    @Test
    void aMessageCanBeCancelledWhileItIsQueuedOrRunningAndItsReadersAreTold() {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            String queued = ask("{\"message\":\"first\"}");
            String running = ask("{\"message\":\"second\"}");
            await(generations().fragment(begin(running), 0, "so far", false));
            for (String id : List.of(queued, running)) {
                assertThat(node.delete(message(id)).status()).isEqualTo(202);
                assertThat(node.delete(message(id)).status()).as("again").isEqualTo(202);
                Event end = client.await(event -> event.is("messageEnd"));
                assertThat(end.field("id")).isEqualTo(id);
                assertThat(end.field("finishReason")).isEqualTo("cancelled");
                JsonNode record = node.get(message(id)).json();
                assertThat(record.path("state").asString()).isEqualTo("cancelled");
                assertThat(record.path("finishReason").asString()).isEqualTo("cancelled");
            }
            assertThat(node.get(message(running)).field("text")).isEqualTo("so far");
        }
    }

    @Test
    void whatHasEndedOtherwiseCannotBeCancelled() {
        String id = ask("{\"message\":\"hello\"}");
        await(generations().end(begin(id), 0, new Ending.Completed("stop", null)));
        Answer answer = node.delete(message(id));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.field("code")).isEqualTo("already_ended");
        assertThat(answer.field("detail")).contains("completed");
    }
}
