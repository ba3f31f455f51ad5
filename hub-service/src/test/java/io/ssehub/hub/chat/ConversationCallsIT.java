package io.ssehub.hub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Conversations are listed, read and removed by any node. The worker is played by the test. */
class ConversationCallsIT {
    private static HubNode node;
    private static HubNode other;

    private final String alice = HubNode.name("alice");
    private final String conversations = "/api/sse/conversations/" + alice;

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix);
        other = HubNode.startWith(prefix);
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Generations generations() {
        return node.bean(Generations.class);
    }

    private String ask(String json) {
        Answer answer = node.post("/api/sse/chat/" + alice, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.field("id");
    }

    private void answer(String id, String text) {
        await(generations().start(alice, id, 0, "owner", 3));
        Attempt attempt = new Attempt(alice, id, 1, "owner");
        await(generations().fragment(attempt, 0, text, false));
        await(generations().end(attempt, 1, new Ending.Completed("stop", null)));
    }

    @Test
    void conversationsAreListedWithTitleAndTurns() {
        assertThat(node.get(conversations).body()).isEqualTo("{\"conversations\":[]}");
        ask("{\"message\":\"Why\\n Redis?\",\"conversationId\":\"c1\"}");
        ask("{\"message\":\"And Jetty?\",\"conversationId\":\"c1\"}");
        JsonNode listed = other.get(conversations).json().path("conversations");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.get(0).path("id").asString()).isEqualTo("c1");
        assertThat(listed.get(0).path("title").asString()).isEqualTo("Why Redis?");
        assertThat(listed.get(0).path("turns").asInt()).isEqualTo(2);
        assertThat(listed.get(0).path("lastActivity").asString()).startsWith("20");
    }

    @Test
    void whoNamesNoConversationTalksInTheDefaultOne() {
        String id = ask("{\"message\":\"hello\"}");
        assertThat(node.get("/api/sse/messages/" + alice + "/" + id).field("conversationId"))
                .isEqualTo("default");
        assertThat(node.get(conversations)
                        .json()
                        .path("conversations")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo("default");
        assertThat(ask("{\"message\":\"hello\",\"requestId\":\"r1\"}"))
                .as("the same request, said in full")
                .isEqualTo(ask("{\"message\":\"hello\",\"requestId\":\"r1\",\"conversationId\":\"default\"}"));
    }

    @Test
    void aConversationIsReadWithItsTextsOldestFirst() {
        answer(ask("{\"message\":\"one\",\"conversationId\":\"c1\"}"), "first");
        JsonNode whole = other.get(conversations + "/c1").json();
        assertThat(whole.path("id").asString()).isEqualTo("c1");
        JsonNode message = whole.path("messages").get(0);
        assertThat(message.path("question").asString()).isEqualTo("one");
        assertThat(message.path("text").asString()).isEqualTo("first");
        assertThat(message.path("conversationId").asString()).isEqualTo("c1");
    }

    @Test
    void deletingEndsWhatRunsTellsItsReadersAndRemovesTheRest() {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            String done = ask("{\"message\":\"one\",\"conversationId\":\"c1\"}");
            answer(done, "first");
            String running = ask("{\"message\":\"two\",\"conversationId\":\"c1\"}");
            String kept = ask("{\"message\":\"three\",\"conversationId\":\"c2\"}");
            await(generations().start(alice, running, 0, "owner", 3));

            assertThat(other.delete(conversations + "/c1").status()).isEqualTo(204);

            Event end = client.await(
                    event -> event.is("messageEnd") && event.field("id").equals(running));
            assertThat(end.field("finishReason")).isEqualTo("cancelled");
            for (String id : List.of(done, running)) {
                assertThat(node.get("/api/sse/messages/" + alice + "/" + id).status())
                        .isEqualTo(404);
            }
            assertThat(node.get(conversations + "/c1").status()).isEqualTo(404);
            assertThat(node.get("/api/sse/messages/" + alice + "/" + kept).status())
                    .isEqualTo(200);
            JsonNode listed = node.get(conversations).json().path("conversations");
            assertThat(listed.size()).isEqualTo(1);
            assertThat(listed.get(0).path("id").asString()).isEqualTo("c2");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (Answer answer : List.of(node.get(conversations + "/nothing"), node.delete(conversations + "/nothing"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("code")).isEqualTo("unknown_conversation");
            assertThat(answer.field("field")).isEqualTo("conversationId");
        }
    }
}
