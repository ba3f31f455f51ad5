package io.ssehub.hub.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.fixture.RedisFixture;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A batch is answered line by line, in order, and published in order; or refused as a whole, and then nothing is. */
class BatchIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NDJSON = "application/x-ndjson";

    private static HubNode node;

    /** Asks for tokens, and lets nobody publish more than two events a second. */
    private static HubNode closed;

    private final String alice = HubNode.name("alice");

    @BeforeAll
    static void start() {
        node = HubNode.start("hub.publish.batch-lines=500", "hub.publish.batch-size=64KB");
        closed = HubNode.start(Stream.concat(Stream.of(Tokens.JWT), Stream.of("hub.limits.publishes-per-second=2"))
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
        closed.close();
    }

    private String line(Object data, String more) {
        return "{\"client\":\"" + alice + "\",\"event\":\"note\",\"data\":" + data + more + "}\n";
    }

    private static Answer send(String body) {
        return node.call("POST", "/api/sse/publish", NDJSON, body);
    }

    private static List<JsonNode> answers(String body) {
        Answer answer = send(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(NDJSON);
        return answer.body().lines().map(JSON::readTree).toList();
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).asString("");
    }

    @Test
    void eachLineIsPublishedInOrderAndAnsweredByItsPosition() {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            List<JsonNode> answers = answers(
                    IntStream.rangeClosed(1, 300).mapToObj(n -> line(n, "")).collect(Collectors.joining()));
            assertThat(answers).hasSize(300);
            assertThat(answers.getFirst().propertyNames()).containsExactly("line", "position");
            for (int i = 0; i < 300; i++) {
                assertThat(answers.get(i).path("line").asInt()).isEqualTo(i + 1);
                assertThat(text(answers.get(i), "position")).endsWith("-" + (i + 2));
            }
            assertThat(client.take(300))
                    .extracting(StreamClient.Event::data)
                    .isEqualTo(IntStream.rangeClosed(1, 300)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void aLineThatIsWrongIsAnsweredByItsProblemAndTheOthersArePublished() {
        List<String> lines = List.of(
                line(1, ""),
                "{\"client\":\"" + alice + "\"\n",
                "[]\n",
                "null\n",
                "{\"client\":\"a b\",\"event\":\"note\",\"data\":1}\n",
                line(1, ",\"colour\":\"red\""),
                line(1, "").replace("note", "messageEnd"),
                "{\"event\":\"note\",\"data\":1}\n",
                line("\"" + "a".repeat(20) + "\"", "").replace("note", "n".repeat(65)),
                line(2, ",\"key\":7"),
                line(2, ""));
        double refused = node.meter("hub.publish.lines", "outcome", "refused");
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            List<JsonNode> answers = answers(String.join("", lines));
            assertThat(answers)
                    .extracting(answer -> answer.path("line").asInt())
                    .isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
            assertThat(answers)
                    .extracting(answer -> text(answer, "code"))
                    .containsExactly(
                            "",
                            "malformed_json",
                            "invalid_body",
                            "invalid_body",
                            "invalid_client",
                            "unknown_field",
                            "reserved_event_name",
                            "invalid_target",
                            "invalid_event",
                            "invalid_key",
                            "");
            assertThat(answers.subList(1, 10)).allSatisfy(answer -> {
                assertThat(answer.path("status").asInt()).isEqualTo(400);
                assertThat(text(answer, "detail")).isNotEmpty();
                assertThat(text(answer, "field")).isNotEmpty();
                assertThat(answer.has("position")).isFalse();
            });
            assertThat(answers.get(4).path("limit").asInt()).isEqualTo(128);
            assertThat(client.take(2)).extracting(StreamClient.Event::data).containsExactly("1", "2");
        }
        assertThat(node.meter("hub.publish.lines", "outcome", "refused")).isEqualTo(refused + 9);
    }

    @Test
    void blankLinesHaveNoAnswerButANumber() {
        List<JsonNode> answers =
                answers("\n" + line(1, "") + " \r\n" + line(2, "").strip());
        assertThat(answers).extracting(answer -> answer.path("line").asInt()).containsExactly(2, 4);
    }

    @Test
    void keysWorkLineByLine() {
        String once = line(1, ",\"key\":\"k\"");
        List<JsonNode> answers = answers(once + line(2, ",\"key\":\"k\"") + once + line(3, ""));
        assertThat(text(answers.get(2), "position")).isEqualTo(text(answers.get(0), "position"));
        assertThat(answers.get(1).path("status").asInt()).isEqualTo(409);
        assertThat(text(answers.get(1), "code")).isEqualTo("key_conflict");
        assertThat(answers(once).getFirst().path("position"))
                .isEqualTo(answers.get(0).path("position"));
        assertThat(text(answers.get(3), "position")).endsWith("-3");
    }

    private static List<JsonNode> answersTo(String publisher, String body, String... channels) {
        return closed.call(
                        "POST", "/api/sse/publish", NDJSON, body, Tokens.bearer(Tokens.publishing(publisher, channels)))
                .body()
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    @Test
    void grantsAreCheckedLineByLine() {
        List<JsonNode> answers =
                answersTo("feeder", line(1, "") + line(1, "").replace(alice, "bob"), "client/" + alice);
        assertThat(answers.get(0).has("position")).isTrue();
        assertThat(answers.get(1).path("status").asInt()).isEqualTo(403);
        assertThat(text(answers.get(1), "code")).isEqualTo("publish_not_granted");
    }

    @Test
    void aPublishersRateCountsLines() {
        List<JsonNode> answers = answersTo("hasty", line(1, "").repeat(400), "*");
        assertThat(answers).hasSize(400);
        assertThat(answers.subList(0, 2)).allMatch(answer -> answer.has("position"));
        JsonNode refused = answers.stream()
                .filter(answer -> answer.has("code"))
                .findFirst()
                .orElseThrow();
        assertThat(text(refused, "code")).isEqualTo("too_many_publications");
        assertThat(refused.path("retryAfterMillis").asInt()).isPositive();
        assertThat(closed.meter("hub.limits.exceeded", "limit", "publications")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n"})
    void nothingIsNoBatch(String body) {
        Answer answer = send(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("code")).isEqualTo("missing_body");
    }

    @Test
    void ofABatchThatIsTooLongOrTooLargeNothingIsPublished() {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            Answer answer = send(line(1, "").repeat(501));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("code")).isEqualTo("invalid_lines");
            assertThat(answer.json().path("limit").asInt()).isEqualTo(500);
            answer = send(line(1, "") + line("\"" + "a".repeat(65_536) + "\"", ""));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.field("code")).isEqualTo("body_too_large");
            assertThat(answer.json().path("limit").asInt()).isEqualTo(65_536);
            assertThat(answers(line(2, ""))).hasSize(1);
            assertThat(client.next().data()).isEqualTo("2");
        }
    }

    @Test
    void whileRedisIsAwayTheWholeOfItMayBeRepeated() {
        RedisURI nobody = RedisURI.create("127.0.0.1", RedisFixture.freePort());
        try (HubNode alone = HubNode.startOn(nobody, RedisFixture.freshPrefix())) {
            Answer answer = alone.call(
                    "POST",
                    "/api/sse/publish",
                    NDJSON,
                    line(1, ",\"key\":\"k1\"") + "rubbish\n" + line(2, ",\"key\":\"k2\""));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("code")).isEqualTo("redis_unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
    }
}
