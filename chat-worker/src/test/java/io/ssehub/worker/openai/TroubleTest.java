package io.ssehub.worker.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.fixture.FakeProvider.Behaviour;
import io.ssehub.worker.fixture.Heard;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of everything a provider can do wrong, over real HTTP: its code, and how often it was asked. */
class TroubleTest {
    private static final Question QUESTION = new Question("How are you?");
    private static final int TRIES = 3;

    /** Each line is short; the event they belong to never ends. */
    private static final String ENDLESS_EVENT = "data: {\n".repeat(3_000);

    /** Spring AI gathers these until the last has come. */
    private static final String ENDLESS_TOOL_CALL = FakeProvider.chunk(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"xxxx\"}}]}",
                    "null")
            .repeat(100);

    private final FakeProvider server = new FakeProvider();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        server.close();
    }

    private GenerationException fail(String... properties) {
        return catchThrowableOfType(GenerationException.class, () -> Provider.of(server.baseUrl(), properties)
                .generate(QUESTION, heard));
    }

    static Stream<Arguments> brokenBeforeTheFirstToken() {
        return Stream.of(
                trouble("cut at once", FakeProvider.Exchange::cut),
                trouble("cut after the head", exchange -> exchange.stream().cut()),
                trouble("ended without a word", exchange -> exchange.stream().end()),
                trouble(
                        "done without a finish reason",
                        exchange -> exchange.stream().done().end()),
                trouble("a page instead of a stream", exchange -> exchange.refuse(200, "<html>\nHello\n</html>")),
                trouble("a redirect", exchange -> exchange.refuse(302, "", "Location: http://127.0.0.1:1/")),
                trouble(
                        "malformed JSON",
                        exchange -> exchange.stream().raw("data: {\"id\":\n\n").beSilent()),
                trouble(
                        "JSON that is no chunk",
                        exchange -> exchange.stream().raw("data: [1]\n\n").beSilent()),
                trouble("an error in the stream", exchange -> exchange.stream()
                        .raw("data: {\"error\":{\"message\":\"no\"}}\n\n")
                        .beSilent()),
                trouble("a huge line", exchange -> exchange.stream()
                        .raw("data: " + "x".repeat(20_000))
                        .beSilent()),
                trouble(
                        "a huge event",
                        exchange -> exchange.stream().raw(ENDLESS_EVENT).beSilent()),
                trouble(
                        "an endless tool call",
                        exchange -> exchange.stream().raw(ENDLESS_TOOL_CALL).beSilent()),
                trouble("500", exchange -> exchange.refuse(500, "oh")),
                trouble("502", exchange -> exchange.refuse(502, "")),
                trouble("503", exchange -> exchange.refuse(503, "later", "Retry-After: 0")),
                trouble(
                        "503 that goes on",
                        exchange -> exchange.head(503).raw("la").beSilent()));
    }

    private static Arguments trouble(String name, Behaviour behaviour) {
        return Arguments.of(name, behaviour);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenBeforeTheFirstToken")
    void whatBreaksBeforeTheFirstTokenIsTriedAgainAndThenUnavailable(String name, Behaviour behaviour) {
        server.always(behaviour);
        assertThat(fail("worker.provider.max-event=4KB").code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(server.requests()).hasSize(TRIES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenBeforeTheFirstToken")
    void whatBreaksOnceIsNotNoticed(String name, Behaviour behaviour) throws Exception {
        server.then(behaviour);
        Provider.of(server.baseUrl(), "worker.provider.max-event=4KB").generate(QUESTION, heard);
        assertThat(heard.text()).isEqualTo("Hello");
        assertThat(server.requests()).hasSize(2);
    }

    static Stream<Arguments> brokenAfterTheFirstToken() {
        return Stream.of(
                trouble("cut", FakeProvider.Exchange::leave),
                trouble("ended without a finish reason", FakeProvider.Exchange::end),
                trouble("done without a finish reason", exchange -> exchange.done()
                        .end()),
                trouble("malformed JSON", exchange -> exchange.raw("data: {\"id\":\n\n")
                        .beSilent()),
                trouble("an error in the stream", exchange -> exchange.raw("data: {\"error\":{\"message\":\"no\"}}\n\n")
                        .beSilent()),
                trouble("a huge line", exchange -> exchange.raw("data: " + "x".repeat(20_000))
                        .beSilent()),
                trouble("an endless tool call", exchange -> exchange.raw(ENDLESS_TOOL_CALL)
                        .beSilent()),
                trouble("a huge event", exchange -> exchange.raw(ENDLESS_EVENT).beSilent()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAfterTheFirstToken")
    void whatBreaksAfterTheFirstTokenIsInterruptedAndNeverTriedAgain(String name, Behaviour behaviour) {
        server.always(exchange -> behaviour.answer(exchange.stream().say("Hel")));
        assertThat(fail("worker.provider.max-event=4KB").code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(heard.text()).isEqualTo("Hel");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void reasoningIsAFirstTokenToo() {
        server.always(
                exchange -> exchange.stream().think("reasoning_content", "hm").leave());
        assertThat(fail().code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422})
    void aRefusalIsNotTriedAgain(int status) {
        server.always(exchange -> exchange.refuse(status, "no"));
        GenerationException failure = fail();
        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_REJECTED);
        assertThat(failure.getCause()).hasMessage("HTTP " + status);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tooManyRequestsAreTriedAgainAfterWhatTheProviderAsks() throws Exception {
        server.then(exchange -> exchange.refuse(429, "slow", "Retry-After: 1"));
        Provider.of(server.baseUrl()).generate(QUESTION, heard);
        assertThat(heard.text()).isEqualTo("Hello");
        server.always(exchange -> exchange.refuse(429, "slow", "Retry-After: 0"));
        assertThat(fail().code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(server.requests()).hasSize(2 + TRIES);
    }

    @Test
    void whoWantsTooLongAPauseIsNotWaitedFor() {
        server.always(exchange -> exchange.refuse(429, "slow", "Retry-After: 3600"));
        assertThat(fail().code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whereNobodyListensTheProviderIsUnavailable() {
        server.close();
        GenerationException failure = fail();
        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(failure.getCause()).hasMessageContaining("ConnectException");
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                trouble("before the head", FakeProvider.Exchange::beSilent),
                trouble("after the head", exchange -> exchange.stream().beSilent()),
                trouble("but for empty chunks", exchange -> {
                    exchange.stream();
                    while (true) {
                        exchange.raw(": keep-alive\n\n").raw(FakeProvider.chunk("{}", "null"));
                        Thread.sleep(20);
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void silenceBeforeTheFirstTokenTimesOut(String name, Behaviour behaviour) {
        server.always(behaviour);
        GenerationException failure = fail("worker.provider.first-token-timeout=200ms");
        assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
        assertThat(failure.getCause()).hasMessageContaining("first token");
        // None, if it was not even sent in this time.
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void silenceInMidAnswerTimesOutAndKeepsWhatWasSaid() {
        server.always(exchange -> exchange.stream().say("Hel").beSilent());
        GenerationException failure = fail("worker.provider.token-timeout=200ms");
        assertThat(failure.code()).isEqualTo(FailureCode.TIMED_OUT);
        assertThat(failure.getCause()).hasMessageContaining("further token");
        assertThat(heard.text()).isEqualTo("Hel");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void withPatienceTheSameSilenceIsWaitedOut() throws Exception {
        server.then(exchange -> {
            Thread.sleep(400);
            exchange.stream().say("Hel");
            Thread.sleep(400);
            exchange.say("lo").finish("stop").end();
        });
        Provider.of(server.baseUrl()).generate(QUESTION, heard);
        assertThat(heard.text()).isEqualTo("Hello");
    }
}
