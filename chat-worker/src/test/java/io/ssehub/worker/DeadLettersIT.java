package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.DeadLetter;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What failed for good leaves a letter that can be looked at, asked again and dropped. */
class DeadLettersIT {
    private static final String CONTROLLED = "worker.generator=controlled";
    private static final String SHORT_LEASE = "worker.lease=300ms";

    private final ChatClient chat = new ChatClient();
    private final HttpClient http = HttpClient.newHttpClient();

    private List<DeadLetter> letters() {
        return ask(chat.deadLetters().newest(10));
    }

    /** Ends it by too many attempts as a worker does that dies right after. */
    private String exhaust() {
        String id = chat.submit("alice", "question");
        ask(chat.queue().createGroup());
        ChatRequest taken =
                ask(chat.queue().take("dead", 1, Duration.ofMillis(1))).getFirst();
        ask(chat.generations().start("alice", id, 0, taken.entryId() + "/x", 1));
        ask(chat.generations().start("alice", id, 1, taken.entryId() + "/y", 1));
        return id;
    }

    @Test
    void aRequestThatWorkerAfterWorkerLeftUnfinishedLeavesALetter() throws InterruptedException {
        WorkerUnderTest killed = WorkerUnderTest.start(
                chat.prefix(), CONTROLLED, SHORT_LEASE, "worker.drain=0", "worker.max-attempts=1");
        String id = chat.submit("alice", "question");
        killed.controlled().next();
        killed.kill();
        killed.close();
        try (WorkerUnderTest last =
                WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE, "worker.max-attempts=1")) {
            chat.awaitEnd("alice", id);
            chat.awaitNoRequests();
            assertThat(letters()).singleElement().satisfies(letter -> {
                assertThat(letter.clientId()).isEqualTo("alice");
                assertThat(letter.messageId()).isEqualTo(id);
                assertThat(letter.attempts()).isEqualTo(1);
                assertThat(letter.code()).isEqualTo("too_many_attempts");
                assertThat(letter.cause()).contains("the worker of attempt 1 went silent");
            });
            assertThat(last.get(MeterRegistry.class)
                            .counter("worker.dead.letters.written")
                            .count())
                    .isEqualTo(1);
            until(() -> last.get(MeterRegistry.class)
                            .get("worker.dead.letters")
                            .gauge()
                            .value()
                    == 1);
        }
    }

    @Test
    void aFaultOfOursLeavesALetterWithItsCauseAndAProvidersRefusalLeavesNone() throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED)) {
            String refused = chat.submit("alice", "question");
            worker.controlled().next().fail(new GenerationException(FailureCode.PROVIDER_REJECTED, null));
            chat.awaitEnd("alice", refused);
            String broken = chat.submit("alice", "question");
            worker.controlled().next().crash(new IllegalArgumentException("a bug"));
            assertThat(chat.awaitEnd("alice", broken).code()).contains("internal");
            chat.awaitNoRequests();
            assertThat(letters()).singleElement().satisfies(letter -> {
                assertThat(letter.messageId()).isEqualTo(broken);
                assertThat(letter.code()).isEqualTo("internal");
                assertThat(letter.cause()).isEqualTo("java.lang.IllegalArgumentException: a bug");
            });
        }
    }

    @Test
    void theLetterIsWrittenThoughWhoEndedItDiedBeforeAndOnceThoughItIsQueuedTwice() {
        String id = exhaust();
        ask(chat.queue().add("alice", id));
        assertThat(chat.find("alice", id).orElseThrow().state()).isEqualTo(GenerationState.FAILED);
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix(), SHORT_LEASE, "worker.concurrency=1")) {
            chat.awaitNoRequests();
            assertThat(letters()).extracting(DeadLetter::messageId).containsExactly(id);
        }
    }

    private HttpResponse<String> call(ConfigurableApplicationContext worker, String method, String entry)
            throws Exception {
        String port = worker.getEnvironment().getProperty("local.server.port");
        URI uri = URI.create("http://localhost:" + port + "/actuator/deadletters" + entry);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    private ConfigurableApplicationContext startWithHttp() {
        return WorkerApplication.application()
                .run(
                        "--server.port=0",
                        "--hub.redis.prefix=" + chat.prefix(),
                        "--hub.redis.command-timeout=30s",
                        "--spring.data.redis.url=" + RedisFixture.uri().toURI(),
                        "--worker.lease=300ms",
                        "--worker.scripted.min-pause=0",
                        "--worker.scripted.max-pause=0");
    }

    @Test
    void anOperatorLooksRequeuesAndDrops() throws Exception {
        String id = exhaust();
        ask(chat.deadLetters().add("bob", "expired", 3, "internal", "cause", 10));
        try (ConfigurableApplicationContext worker = startWithHttp()) {
            until(() -> ask(chat.deadLetters().size()) == 2);
            JsonNode listing = json(call(worker, "GET", ""));
            assertThat(listing.path("total").asInt()).isEqualTo(2);
            assertThat(listing.path("letters").valueStream().map(letter -> letter.path("id")
                            .asString()))
                    .containsExactlyInAnyOrder(id, "expired");
            String alices = letters().stream()
                    .filter(letter -> letter.messageId().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .entryId();
            String bobs = letters().stream()
                    .filter(letter -> letter.clientId().equals("bob"))
                    .findFirst()
                    .orElseThrow()
                    .entryId();

            HttpResponse<String> requeued = call(worker, "POST", "/" + alices);
            assertThat(requeued.statusCode()).as(requeued.body()).isEqualTo(200);
            String again = json(requeued).path("id").asString();
            assertThat(again).isNotEqualTo(id);
            assertThat(chat.awaitEnd("alice", again)).satisfies(generation -> {
                assertThat(generation.state()).isEqualTo(GenerationState.COMPLETED);
                assertThat(generation.question()).isEqualTo("question");
            });
            assertThat(call(worker, "POST", "/" + alices).statusCode()).isEqualTo(404);

            assertThat(call(worker, "POST", "/" + bobs).statusCode()).isEqualTo(410);
            assertThat(call(worker, "DELETE", "/" + bobs).statusCode()).isEqualTo(204);
            assertThat(call(worker, "DELETE", "/" + bobs).statusCode()).isEqualTo(404);
            assertThat(call(worker, "POST", "/rubbish").statusCode()).isEqualTo(404);
            assertThat(ask(chat.deadLetters().size())).isZero();
        }
    }
}
