package io.ssehub.worker.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.fixture.Heard;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.Turn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What comes of a stream that is as it should be, over real HTTP. */
class StreamTest {
    private static final Question QUESTION = new Question("How are you?");

    private final FakeProvider server = new FakeProvider();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        server.close();
    }

    private Reply ask(String... properties) throws Exception {
        return Provider.of(server.baseUrl(), properties).generate(QUESTION, heard);
    }

    @Test
    void anAnswerComesPieceByPieceWithItsUsage() throws Exception {
        Reply reply = ask();
        assertThat(heard.pieces()).containsExactly("Hel", "lo");
        assertThat(reply).isEqualTo(new Reply("stop", Optional.of(new Reply.Usage(3, 2))));
    }

    @Test
    void charactersThatAreCutInTwoAreWhole() throws Exception {
        server.then(exchange -> exchange.stream()
                .byteByByte(FakeProvider.chunk("{\"content\":\"你好 😀\"}", "null"))
                .finish("stop")
                .done()
                .end());
        ask();
        assertThat(heard.pieces()).containsExactly("你好 😀");
    }

    @Test
    void commentsAndEmptyChunksSayNothing() throws Exception {
        server.then(exchange -> exchange.stream()
                .raw(": keep-alive\n\n")
                .raw(FakeProvider.chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"))
                .raw(": keep-alive\r\n\r\n")
                .say("Hello")
                .raw(":\n\n")
                .raw(FakeProvider.chunk("{}", "null"))
                .finish("stop")
                .done()
                .end());
        assertThat(ask().finishReason()).isEqualTo("stop");
        assertThat(heard.pieces()).containsExactly("Hello");
    }

    @Test
    void withoutDoneAFinishReasonIsEnough() throws Exception {
        server.then(exchange -> exchange.stream().say("Hello").finish("stop").end());
        assertThat(ask()).isEqualTo(Reply.stop());
        assertThat(heard.text()).isEqualTo("Hello");
    }

    @Test
    void whatGoesWrongBehindTheFinishReasonIsNoMatter() throws Exception {
        server.then(exchange -> exchange.stream().say("Hello").finish("stop").leave());
        assertThat(ask()).isEqualTo(Reply.stop());
        server.then(exchange -> exchange.stream().say("Hello").finish("stop").beSilent());
        assertThat(ask()).isEqualTo(Reply.stop());
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter"})
    void theFinishReasonIsHandedOn(String reason) throws Exception {
        server.then(
                exchange -> exchange.stream().say("Hello").finish(reason).done().end());
        assertThat(ask().finishReason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning_content", "reasoning"})
    void reasoningComesApartFromTheAnswer(String field) throws Exception {
        server.then(exchange -> exchange.stream()
                .think(field, "The user ")
                .think(field, "greets.")
                .say("Hel")
                .say("lo")
                .finish("stop")
                .usage(1, 9)
                .done()
                .end());
        ask();
        assertThat(heard.thoughts()).containsExactly("The user ", "greets.");
        assertThat(heard.pieces()).containsExactly("Hel", "lo");
    }

    @Test
    void theRequestIsAsItWasConfigured() throws Exception {
        Question question = new Question(
                "And you?",
                List.of(new Turn(Turn.Role.USER, "How are you?"), new Turn(Turn.Role.ASSISTANT, "Well, thank you.")));
        Provider.of(
                        server.baseUrl(),
                        "spring.ai.openai.organization-id=org-1",
                        "spring.ai.openai.chat.temperature=0.5",
                        "spring.ai.openai.chat.max-tokens=7",
                        "spring.ai.openai.chat.stop=END",
                        "spring.ai.openai.chat.extra-body.enable_thinking=false",
                        "spring.ai.openai.chat.extra-body.mode=calm",
                        "worker.provider.system-prompt=Be kind.")
                .generate(question, heard);
        FakeProvider.Request request = server.requests().getFirst();
        JsonNode body = request.body();
        assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer sk-secret")
                .containsEntry("openai-organization", "org-1")
                .containsEntry("accept", "text/event-stream");
        assertThat(body.get("messages").toString())
                .isEqualTo("[{\"content\":\"Be kind.\",\"role\":\"system\"},"
                        + "{\"content\":\"How are you?\",\"role\":\"user\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Well, thank you.\"},"
                        + "{\"content\":\"And you?\",\"role\":\"user\"}]");
        assertThat(body.get("model").asString()).isEqualTo("m");
        assertThat(body.get("stream").asBoolean()).isTrue();
        assertThat(body.get("stream_options").get("include_usage").asBoolean()).isTrue();
        assertThat(body.get("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.get("max_tokens").asInt()).isEqualTo(7);
        assertThat(body.get("stop").asString()).isEqualTo("END");
        assertThat(body.get("enable_thinking").isBoolean()).isTrue();
        assertThat(body.get("mode").asString()).isEqualTo("calm");
        assertThat(body.has("top_p")).isFalse();
    }

    @Test
    void withoutAKeyThereIsNoneInTheRequest() throws Exception {
        ask("spring.ai.openai.api-key=");
        assertThat(server.requests().getFirst().headers()).doesNotContainKey("authorization");
    }

    @Test
    void aReaderWhoWantsNoMoreEndsTheProvidersStream() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.then(exchange -> {
            exchange.stream().say("one").say("two").awaitClosedByClient();
            closed.complete(null);
        });
        Heard few = new Heard(2);
        assertThat(Provider.of(server.baseUrl()).generate(QUESTION, few).finishReason())
                .isEqualTo("stop");
        closed.get(1, TimeUnit.MINUTES);
        assertThat(few.pieces()).containsExactly("one", "two");
    }
}
