package io.ssehub.hub.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** As many as are allowed, and none more; each refusal names its limit and is counted. */
@ExtendWith(OutputCaptureExtension.class)
class LimitsIT {
    private static final String PREFIX = RedisFixture.freshPrefix();
    private static final int PAST_ANY_BURST = 100_000;

    private static HubNode node;
    private static HubNode other;

    @BeforeAll
    static void start() {
        node = start("hub.limits.streams-per-client=2", "hub.limits.streams-per-address=3");
        other = start("hub.limits.connects-per-second=1", "hub.limits.publishes-per-second=1");
    }

    private static HubNode start(String... more) {
        String[] properties = {
            "hub.http.trusted-proxies=127.0.0.1,192.0.2.0/24",
            "hub.limits.questions-per-minute=1",
            "hub.limits.identities-per-hour=1",
            "hub.limits.channels-per-stream=3",
            "hub.limits.event-size=100B",
            "hub.auth.demo-issuer=true"
        };
        return HubNode.startWith(
                PREFIX,
                Stream.of(Tokens.JWT, properties, more).flatMap(Stream::of).toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    private static String token(String client) {
        return Tokens.bearer(Tokens.with(
                client, claims -> claims.claim("hub.publish", List.of("*")).claim("hub.topics", List.of("*"))));
    }

    private static StreamClient connect(HubNode hub, String client, String address) {
        return StreamClient.connect(
                hub.port(), "/api/sse/connect/" + client, null, token(client), "X-Forwarded-For: " + address);
    }

    private static void isRefused(Answer answer, HubNode hub, Limit limit, int most) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.field("code")).isEqualTo(limit.code());
        assertThat(answer.json().path("limit").asInt(-1)).isEqualTo(most);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(hub.meter("hub.limits.exceeded", "limit", limit.tag())).isPositive();
    }

    @Test
    void aClientHasSoManyStreamsAndAPlaceAgainWhenOneEnds() {
        String client = HubNode.name("alice");
        try (StreamClient first = connect(node, client, "203.0.113.1");
                StreamClient second = connect(node, client, "203.0.113.2")) {
            first.await("systemMessage");
            second.await("systemMessage");
            try (StreamClient third = connect(node, client, "203.0.113.3")) {
                isRefused(third.http().answer(), node, Limit.CLIENT_STREAMS, 2);
            }
            assertThat(node.meter("hub.connections.refused", "reason", Limit.CLIENT_STREAMS.code()))
                    .isPositive();
            node.call("POST", "/api/sse/disconnect/" + client, "", "", token(client));
        }
        Wait.until("there is a place", () -> {
            try (StreamClient again = connect(node, client, "203.0.113.1")) {
                return again.isOpen();
            }
        });
    }

    @Test
    void anAddressHasSoManyStreamsOfAnyKindWhoeverTheyAreOf() {
        String address = "203.0.113.10";
        try (StreamClient a = connect(node, HubNode.name("a"), address);
                StreamClient poem =
                        StreamClient.connect(node.port(), "/sse/stream", null, "X-Forwarded-For: " + address);
                StreamClient check =
                        StreamClient.connect(node.port(), "/api/sse/doctor", null, "X-Forwarded-For: " + address)) {
            assertThat(List.of(a.status(), poem.status(), check.status())).containsOnly(200);
            for (String path : List.of("/sse/stream", "/api/sse/doctor")) {
                isRefused(
                        node.call("GET", path, "", "", "X-Forwarded-For: " + address), node, Limit.ADDRESS_STREAMS, 3);
            }
            try (StreamClient more = connect(node, HubNode.name("b"), address);
                    StreamClient elsewhere = connect(node, HubNode.name("c"), "203.0.113.11")) {
                isRefused(more.http().answer(), node, Limit.ADDRESS_STREAMS, 3);
                assertThat(elsewhere.isOpen()).isTrue();
            }
        }
    }

    @Test
    void whatAClientSaysOfItselfBeforeTheProxyDoesCountsForNothing() {
        List<StreamClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                // The proxy at 192.0.2.9 adds the last but one; the one before the node adds that proxy.
                open.add(connect(node, HubNode.name("d"), "198.51.100." + i + ", 203.0.113.20, 192.0.2.9"));
            }
            assertThat(open.stream().map(StreamClient::status)).containsExactly(200, 200, 200, 429);
        } finally {
            open.forEach(StreamClient::close);
        }
    }

    @Test
    void whoIsNotATrustedProxyIsNotBelievedAndThatIsSaidOnce(CapturedOutput output) {
        try (HubNode alone = HubNode.start("hub.limits.streams-per-address=1");
                StreamClient first = poem(alone, "X-Forwarded-For: 203.0.113.60")) {
            assertThat(first.status()).isEqualTo(200);
            for (int i = 61; i < 64; i++) {
                try (StreamClient again = poem(alone, "X-Forwarded-For: 203.0.113." + i)) {
                    isRefused(again.http().answer(), alone, Limit.ADDRESS_STREAMS, 1);
                }
            }
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("is not believed")))
                .hasSize(1)
                .allMatch(line -> line.contains("hub.http.trusted-proxies"));
    }

    @Test
    void onlyTheHeaderThatIsNamedIsRead() {
        try (HubNode alone = HubNode.start(
                        "hub.limits.streams-per-address=1",
                        "hub.http.trusted-proxies=127.0.0.1",
                        "hub.http.forwarded-header=forwarded");
                StreamClient first = poem(alone, "Forwarded: for=203.0.113.70", "X-Forwarded-For: 203.0.113.71");
                StreamClient same = poem(alone, "Forwarded: for=203.0.113.70", "X-Forwarded-For: 203.0.113.72");
                StreamClient other = poem(alone, "Forwarded: for=203.0.113.73", "X-Forwarded-For: 203.0.113.71")) {
            assertThat(Stream.of(first, same, other).map(StreamClient::status)).containsExactly(200, 429, 200);
        }
    }

    private static StreamClient poem(HubNode hub, String... headers) {
        return StreamClient.connect(hub.port(), "/sse/stream", null, headers);
    }

    /** Tries until it is refused; how often it was not. */
    private static int untilRefused(Supplier<Answer> attempt, HubNode hub, Limit limit) {
        for (int taken = 0; taken < PAST_ANY_BURST; taken++) {
            Answer answer = attempt.get();
            if (answer.status() == 429) {
                isRefused(answer, hub, limit, 1);
                return taken;
            }
        }
        throw new AssertionError("never refused");
    }

    @Test
    void anAddressBehindAProxyConnectsOnlySoFast() {
        Supplier<Answer> connect = () -> {
            try (StreamClient stream = connect(other, "hasty", "203.0.113.30")) {
                return stream.isOpen()
                        ? new Answer(200, stream.http().headers(), "")
                        : stream.http().answer();
            }
        };
        assertThat(untilRefused(connect, other, Limit.CONNECTS))
                .as("ten seconds' worth at once")
                .isGreaterThanOrEqualTo(10);
        try (StreamClient calm = connect(other, "calm", "203.0.113.31")) {
            assertThat(calm.isOpen()).isTrue();
        }
    }

    @Test
    void aPublisherIsOnlySoFast() {
        String body = "{\"broadcast\":true,\"event\":\"e\",\"data\":1}";
        Supplier<Answer> publish =
                () -> other.call("POST", "/api/sse/publish", "application/json", body, token("feeder"));
        assertThat(untilRefused(publish, other, Limit.PUBLICATIONS)).isPositive();
        assertThat(other.call("POST", "/api/sse/publish", "application/json", body, token("another"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aClientAsksOnlySoOftenAtAllNodesTogetherAndRepeatsForNothing() {
        String client = HubNode.name("curious");
        String first = "{\"message\":\"one\",\"requestId\":\"r1\"}";
        String path = "/api/sse/chat/" + client;
        Answer accepted = node.call("POST", path, "application/json", first, token(client));
        assertThat(accepted.status()).isEqualTo(202);

        isRefused(
                other.call("POST", path, "application/json", "{\"message\":\"two\"}", token(client)),
                other,
                Limit.QUESTIONS,
                1);
        assertThat(other.meter("hub.chat.questions", "answer", "too_many_questions"))
                .isPositive();
        assertThat(other.call("POST", path, "application/json", first, token(client))
                        .field("id"))
                .isEqualTo(accepted.field("id"));
    }

    @Test
    void anAddressIsGivenSoManyIdentitiesByAllNodesTogether() {
        String from = "X-Forwarded-For: 203.0.113.40";
        Answer given = node.call("POST", "/api/sse/identity", "", "", from);
        assertThat(given.status()).isEqualTo(200);
        isRefused(other.call("POST", "/api/sse/identity", "", "", from), other, Limit.IDENTITIES, 1);
        String cookie = "Cookie: " + given.header("Set-Cookie").split(";", 2)[0];
        assertThat(other.call("POST", "/api/sse/identity", "", "", from, cookie, "Sec-Fetch-Site: same-origin")
                        .field("clientId"))
                .as("who has one keeps it")
                .isEqualTo(given.field("clientId"));
        assertThat(other.call("POST", "/api/sse/identity", "", "", "X-Forwarded-For: 203.0.113.41")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStreamHasSoManyChannelsAndAnEventSoManyBytes() {
        try (StreamClient all = StreamClient.connect(
                node.port(), "/api/sse/connect/zoe?topics=a", null, token("zoe"), "X-Forwarded-For: 203.0.113.50")) {
            assertThat(all.status()).isEqualTo(200);
        }
        Answer tooMany = node.call("GET", "/api/sse/connect/zoe?topics=a,b", "", "", token("zoe"));
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.field("code")).isEqualTo("invalid_topics");
        assertThat(node.meter("hub.limits.exceeded", "limit", "channels")).isPositive();

        assertThat(publish("\"" + "a".repeat(98) + "\"").status()).isEqualTo(202);
        Answer tooLong = publish("\"" + "a".repeat(99) + "\"");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.field("code")).isEqualTo("invalid_data");
        assertThat(tooLong.json().path("limit").asInt(-1)).isEqualTo(100);
        assertThat(node.meter("hub.limits.exceeded", "limit", "event")).isPositive();
    }

    private static Answer publish(String data) {
        String body = "{\"topic\":\"t\",\"event\":\"e\",\"data\":" + data + "}";
        return node.call("POST", "/api/sse/publish", "application/json", body, token("feeder"));
    }
}
