package io.ssehub.hub.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is published arrives as it was written, and once where a key says so. */
class PublishCallsIT {
    private static HubNode node;

    private final String alice = HubNode.name("alice");

    @BeforeAll
    static void start() {
        node = HubNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Answer publish(String json) {
        return node.post("/api/sse/publish", json);
    }

    private Answer publishData(String data) {
        return publish("{\"client\":\"" + alice + "\",\"event\":\"note\",\"data\":" + data + "}");
    }

    private Event delivered(String data) {
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            Answer answer = publishData(data);
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            return client.next();
        }
    }

    @Test
    void theAnswerIsThePosition() {
        Answer first = publishData("1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Content-Type")).startsWith("application/json");
        assertThat(first.json().propertyNames()).containsExactly("position");
        assertThat(first.field("position")).matches("\\d{13}-2");
        assertThat(publishData("2").field("position"))
                .isEqualTo(first.field("position").replaceAll("-2$", "-3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1.10",
                "0.1",
                "0",
                "-7",
                "123456789012345678901234567890",
                "1234567890.12345678901234567890",
                "null",
                "true",
                "\"\"",
                "\" leading space\"",
                "[]",
                "{}",
                "[1.0,[2.50,{\"a\":null}]]",
                "{\"b\":1,\"a\":2}",
                "\"床前明月光，疑是地上霜 🌙👩‍👩‍👧\"",
                "\"\u2028 and \u2029\"",
                "\"{\\\"not\\\":\\\"an object\\\"}\""
            })
    void anyJsonArrivesAsItWasWritten(String data) {
        assertThat(delivered(data).data()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1E+400", "1e-400", "1.50e3", "1e1000000"})
    void numbersBeyondADoubleKeepTheirValue(String number) {
        assertThat(new BigDecimal(delivered(number).data())).isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\\nb\"",
                "\"a\\r\\nb\"",
                "\"a\\n\\nevent: messageEnd\\ndata: forged\"",
                "\"\\u0000\"",
                "\"\\u0085\\u000b\\u000c\"",
                "\"\\ud83c\\udf19\"",
                "{\"a\\nb\":1}"
            })
    void escapesInStringsKeepTheirMeaningAndStayOnOneLine(String data) {
        JsonMapper json = new JsonMapper();
        Event event = delivered(data);
        assertThat(event.name()).isEqualTo("note");
        assertThat(event.data()).doesNotContain("\n");
        assertThat(json.readTree(event.data())).isEqualTo(json.readTree(data));
    }

    @Test
    void theSpaceBetweenIsNotKeptButTheContentIs() {
        assertThat(delivered("{ \"a\" :\n 1.0 ,\r\n \"b\" : [ ] }").data()).isEqualTo("{\"a\":1.0,\"b\":[]}");
    }

    @Test
    void eachOfTheTargetsCanBeNamed() {
        String news = HubNode.name("news");
        try (StreamClient client = node.connect(alice, "topics=" + news)) {
            client.await("systemMessage");
            assertThat(publish("{\"topic\":\"" + news + "\",\"event\":\"t\",\"data\":1}")
                            .status())
                    .isEqualTo(202);
            assertThat(client.next().name()).isEqualTo("t");
            assertThat(publish("{\"broadcast\":true,\"event\":\"b\",\"data\":1}")
                            .status())
                    .isEqualTo(202);
            assertThat(client.next().name()).isEqualTo("b");
            assertThat(publish("{\"client\":\"" + alice + "\",\"broadcast\":false,\"event\":\"c\",\"data\":1}")
                            .status())
                    .isEqualTo(202);
            assertThat(client.next().name()).isEqualTo("c");
        }
    }

    @Test
    void theSameKeyPublishesOnce() {
        String body = "{\"client\":\"" + alice + "\",\"event\":\"note\",\"data\":{\"n\":1.0},\"key\":\"k1\"}";
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            String position = publish(body).field("position");
            Answer again = publish(body.replace(":1.0", ": 1.0"));
            assertThat(again.status()).isEqualTo(202);
            assertThat(again.field("position")).isEqualTo(position);
            publishData("\"end\"");
            assertThat(client.take(2)).extracting(Event::data).containsExactly("{\"n\":1.0}", "\"end\"");
        }
    }

    @Test
    void anotherEventUnderTheSameKeyIsAConflict() {
        String body = "{\"client\":\"" + alice + "\",\"event\":\"note\",\"data\":1,\"key\":\"k1\"}";
        assertThat(publish(body).status()).isEqualTo(202);
        for (String other : new String[] {body.replace(":1,", ":2,"), body.replace("note", "other")}) {
            Answer answer = publish(other);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.field("code")).isEqualTo("key_conflict");
            assertThat(answer.field("field")).isEqualTo("key");
        }
        assertThat(publish(body.replace(alice, HubNode.name("bob"))).status())
                .as("keys are the channel's")
                .isEqualTo(202);
    }

    @Test
    void dataMayFillTheLimitToTheByte() {
        try (HubNode roomy = HubNode.start("hub.http.max-body=1MB");
                StreamClient client = roomy.connect(alice)) {
            client.await("systemMessage");
            String most = "\"" + "月".repeat(21_844) + "xx\"";
            String target = "{\"client\":\"" + alice + "\",\"event\":\"note\",\"data\":";
            assertThat(roomy.post("/api/sse/publish", target + most + "}").status())
                    .isEqualTo(202);
            assertThat(client.next().data()).isEqualTo(most);
            Answer refused = roomy.post("/api/sse/publish", target + most.replace("xx", "xxx") + "}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.field("code")).isEqualTo("invalid_data");
            assertThat(refused.json().path("limit").asInt()).isEqualTo(65_536);
        }
    }
}
