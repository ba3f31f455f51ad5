package io.ssehub.hub.dead;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.RequestQueue;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An operator looks at dead letters at any hub, has one asked again, and drops one. The worker is played by the test. */
class DeadLetterCallsIT {
    private static final String CALLS = "/api/sse/dead-letters";

    private final String alice = HubNode.name("alice");
    private HubNode node;

    @BeforeEach
    void start() {
        node = HubNode.start("hub.chat.in-flight=1", "hub.chat.waiting=1");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private String ask(String question) {
        return node.post("/api/sse/chat/" + alice, "{\"message\":\"" + question + "\",\"conversationId\":\"c1\"}")
                .field("id");
    }

    /** A question that was ended by a fault, and its letter. */
    private String dead(String question) {
        String id = ask(question);
        Generations generations = node.bean(Generations.class);
        await(generations.start(alice, id, 0, "owner", 3));
        await(generations.end(new Attempt(alice, id, 1, "owner"), 0, new Ending.Failed("internal", "A fault.")));
        await(node.bean(DeadLetters.class).add(alice, id, 1, "internal", "a bug in " + question, 10));
        return id;
    }

    private JsonNode letters(String query) {
        return node.get(CALLS + query).json().path("letters");
    }

    @Test
    void lettersAreListedNewestFirstAPageAtATime() {
        String first = dead("one");
        String second = dead("two");
        String third = dead("three");
        JsonNode page = node.get(CALLS + "?limit=2").json();
        assertThat(page.path("total").asInt()).isEqualTo(3);
        assertThat(page.path("letters").valueStream().map(letter -> letter.path("messageId")
                        .asString()))
                .containsExactly(third, second);
        JsonNode letter = page.path("letters").get(1);
        assertThat(letter.path("clientId").asString()).isEqualTo(alice);
        assertThat(letter.path("attempts").asInt()).isEqualTo(1);
        assertThat(letter.path("code").asString()).isEqualTo("internal");
        assertThat(letter.path("cause").asString()).isEqualTo("a bug in two");
        assertThat(letter.path("time").asString()).startsWith("20");
        JsonNode rest = letters("?limit=2&after=" + letter.path("id").asString());
        assertThat(rest.valueStream().map(each -> each.path("messageId").asString()))
                .containsExactly(first);
        assertThat(letters("?after=").size()).isEqualTo(3);
    }

    @Test
    void oneThatIsAskedAgainIsANewMessageAndTheLetterIsGone() {
        String id = dead("one");
        String letter = letters("").get(0).path("id").asString();
        Answer asked = node.post(CALLS + "/" + letter + "/requeue");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        assertThat(asked.field("id")).isNotEmpty().isNotEqualTo(id);
        Generation again = await(node.bean(Generations.class).find(alice, asked.field("id")))
                .orElseThrow();
        assertThat(again.question()).isEqualTo("one");
        assertThat(again.conversation()).isEqualTo("c1");
        assertThat(await(node.bean(RequestQueue.class).size())).isEqualTo(2);
        assertThat(letters("")).isEmpty();
        assertUnknown(node.post(CALLS + "/" + letter + "/requeue"));
    }

    @Test
    void oneThatIsDroppedIsGone() {
        dead("one");
        String letter = letters("").get(0).path("id").asString();
        assertThat(node.delete(CALLS + "/" + letter).status()).isEqualTo(204);
        assertThat(letters("")).isEmpty();
        assertUnknown(node.delete(CALLS + "/" + letter));
    }

    @Test
    void oneWhoseQuestionHasExpiredStaysUntilItIsDropped() {
        await(node.bean(DeadLetters.class).add(alice, "expired", 1, "internal", "a bug", 10));
        String letter = letters("").get(0).path("id").asString();
        Answer answer = node.post(CALLS + "/" + letter + "/requeue");
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.field("code")).isEqualTo("question_expired");
        assertThat(letters("")).hasSize(1);
    }

    @Test
    void oneOfAClientThatMayNotAskMoreStaysForLater() {
        dead("one");
        List.of("two", "three").forEach(this::ask);
        String letter = letters("").get(0).path("id").asString();
        Answer answer = node.post(CALLS + "/" + letter + "/requeue");
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        assertThat(answer.field("code")).isEqualTo("too_many_waiting");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(letters("")).hasSize(1);
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("code")).isEqualTo("unknown_letter");
        assertThat(answer.field("field")).isEqualTo("id");
    }

    @Test
    void whatCannotBeALetterIsUnknown() {
        assertUnknown(node.post(CALLS + "/rubbish/requeue"));
        assertUnknown(node.delete(CALLS + "/rubbish"));
    }
}
