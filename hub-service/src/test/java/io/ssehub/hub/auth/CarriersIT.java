package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What carries a token: a header, a cookie, a ticket; and that a wrong one is never mended by another. */
class CarriersIT {
    private static final String LIST = "/api/sse/chat/alice";
    private static final String CONNECT = "/api/sse/connect/alice";
    private static final String FRIEND = "https://friend.example";

    private static HubNode node;
    private static HubNode other;

    @BeforeAll
    static void start() {
        List<String> properties = new ArrayList<>(List.of(Tokens.JWT));
        properties.add("hub.http.cors-origins=" + FRIEND);
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix, properties.toArray(String[]::new));
        other = HubNode.startWith(prefix, properties.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    private static Answer list(String... headers) {
        return node.call("GET", LIST, "", "", headers);
    }

    private static String cookie(String token) {
        return "Cookie: theme=dark; hub-token=" + token;
    }

    private static String ticket() {
        Answer issued = node.call("POST", "/api/sse/tickets", "", "", Tokens.bearer(Tokens.of("alice")));
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.json().path("expiresInMillis").asLong()).isEqualTo(30_000);
        return issued.field("ticket");
    }

    @Test
    void aHeaderOrACookieCarriesAToken() {
        assertThat(list(Tokens.bearer(Tokens.of("alice"))).status()).isEqualTo(200);
        assertThat(list("authorization: bearer " + Tokens.of("alice")).status()).isEqualTo(200);
        assertThat(list(cookie(Tokens.of("alice"))).status()).isEqualTo(200);
        assertThat(list(Tokens.bearer(Tokens.with("alice", more -> more.issueTime(null))))
                        .status())
                .as("when it was made need not be said")
                .isEqualTo(200);
        assertThat(list(cookie(Tokens.of("bob"))).field("code")).isEqualTo("wrong_client");
    }

    @Test
    void aWrongTokenIsWrongWhateverElseIsCarried() {
        assertThat(list(Tokens.bearer("rubbish"), cookie(Tokens.of("alice"))).field("code"))
                .isEqualTo("invalid_token");
        assertThat(list("Authorization: Basic YWxpY2U6YWxpY2U=", cookie(Tokens.of("alice")))
                        .field("code"))
                .isEqualTo("invalid_token");
        assertThat(list("Authorization: Bearer", cookie(Tokens.of("alice"))).status())
                .isEqualTo(401);
        assertThat(list(Tokens.bearer(Tokens.of("alice")), Tokens.bearer(Tokens.of("bob")))
                        .status())
                .isEqualTo(401);
        try (StreamClient stream =
                StreamClient.connect(node.port(), CONNECT + "?ticket=nonsense", null, cookie(Tokens.of("alice")))) {
            assertThat(stream.status()).isEqualTo(401);
            assertThat(stream.http().answer().field("code")).isEqualTo("invalid_ticket");
        }
        assertThat(list(cookie(Tokens.of("alice", Duration.ofHours(-1)))).field("code"))
                .isEqualTo("expired_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "bearer", "authorization", "jwt"})
    void aTokenInAUrlIsNotRead(String parameter) {
        assertThat(node.get(LIST + "?" + parameter + "=" + Tokens.of("alice")).field("code"))
                .isEqualTo("missing_token");
    }

    @Test
    void aPageIsThereForEverybodyAlsoWithATokenThatHasEnded() {
        for (String target : List.of("/", "/hub-client.js", "/page.json", "/actuator/health/readiness")) {
            assertThat(node.call("GET", target, "", "", cookie(Tokens.of("alice", Duration.ofHours(-1))))
                            .status())
                    .as(target)
                    .isEqualTo(200);
        }
    }

    @Test
    void aTicketOpensOneStreamAtAnyNode() {
        String ticket = ticket();
        try (StreamClient stream = StreamClient.connect(other.port(), CONNECT + "?ticket=" + ticket, null)) {
            assertThat(stream.await("systemMessage").field("code")).isEqualTo("connected");
        }
        for (HubNode each : List.of(node, other)) {
            try (StreamClient again = StreamClient.connect(each.port(), CONNECT + "?ticket=" + ticket, null)) {
                assertThat(again.status()).isEqualTo(401);
            }
        }
    }

    @Test
    void aTicketIsForItsClientAndForStreamsOnly() {
        try (StreamClient bob = StreamClient.connect(node.port(), "/api/sse/connect/bob?ticket=" + ticket(), null)) {
            assertThat(bob.status()).isEqualTo(403);
        }
        assertThat(node.get(LIST + "?ticket=" + ticket()).field("code")).isEqualTo("missing_token");
        assertThat(node.post(LIST + "?ticket=" + ticket(), "{\"message\":\"hi\"}")
                        .status())
                .isEqualTo(401);
        assertThat(node.post("/api/sse/tickets?ticket=" + ticket()).status()).isEqualTo(401);
    }

    @Test
    void redisHoldsNoTicket() {
        String ticket = ticket();
        RedisKeys keys = node.keys();
        List<String> all = RedisFixture.link()
                .send(redis -> redis.keys(keys.ticket("*")))
                .toCompletableFuture()
                .join();
        assertThat(all).isNotEmpty().noneMatch(key -> key.contains(ticket));
    }

    @Test
    void aTicketIsGoneWithItsTokenIfThatIsSooner() {
        Answer issued = node.call(
                "POST", "/api/sse/tickets", "", "", Tokens.bearer(Tokens.of("alice", Duration.ofSeconds(20))));
        assertThat(issued.json().path("expiresInMillis").asLong()).isBetween(1L, 20_000L);
    }

    // Cookies and other sites.

    private static Answer ask(String... headers) {
        return node.call("POST", LIST, "application/json", "{\"message\":\"hi\"}", headers);
    }

    @Test
    void withACookieOnlyPagesOfThisOriginAndOfFriendsChangeSomething() {
        String cookie = cookie(Tokens.of("alice"));
        assertThat(ask(cookie, "Sec-Fetch-Site: same-origin").status()).isEqualTo(202);
        assertThat(ask(cookie, "Origin: http://localhost").status()).isEqualTo(202);
        assertThat(ask(cookie, "Origin: " + FRIEND, "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(202);
        for (String[] foreign : List.of(
                new String[] {cookie},
                new String[] {cookie, "Sec-Fetch-Site: cross-site"},
                new String[] {cookie, "Sec-Fetch-Site: same-site"},
                new String[] {cookie, "Sec-Fetch-Site: rubbish"})) {
            assertThat(ask(foreign).field("code")).isEqualTo("cross_site");
        }
        for (String origin : List.of("https://evil.example", "http://localhost:1", "null", "http://localhost.evil")) {
            assertThat(ask(cookie, "Origin: " + origin).status()).as(origin).isEqualTo(403);
        }
        assertThat(ask(Tokens.bearer(Tokens.of("alice"))).status())
                .as("a header is nothing a browser sends by itself")
                .isEqualTo(202);
    }

    @Test
    void aTokenIsPutIntoACookieThatNoScriptReadsAndNoOtherSiteSends() {
        String token = Tokens.of("alice");
        Answer put = node.call("POST", "/api/sse/cookie", "", "", Tokens.bearer(token));
        assertThat(put.status()).isEqualTo(204);
        assertThat(put.header("Set-Cookie"))
                .startsWith("hub-token=" + token + ";")
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=")
                .doesNotContain("Secure");
        assertThat(node.call("POST", "/api/sse/cookie", "", "", Tokens.bearer(token), "Origin: " + FRIEND)
                        .header("Set-Cookie"))
                .contains("Secure");
        Answer again = node.call("POST", "/api/sse/cookie", "", "", cookie(token), "Sec-Fetch-Site: same-origin");
        assertThat(again.status())
                .as("a cookie does not make another one last longer")
                .isEqualTo(400);
        assertThat(again.field("code")).isEqualTo("missing_authorization");
        assertThat(node.delete("/api/sse/cookie").header("Set-Cookie")).contains("hub-token=;", "Max-Age=0");
        String long_ = Tokens.with("alice", more -> more.claim("padding", "x".repeat(4_000)));
        Answer tooLong = node.call("POST", "/api/sse/cookie", "", "", Tokens.bearer(long_));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.field("code"))
                .as("nothing is wrong with the token, so it is not called invalid")
                .isEqualTo("token_too_long");
    }

    @Test
    void originsAreAllowedByNameAndAPreflightNeedsNoToken() {
        String[] preflight = {"Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization"};
        Answer friend = node.call("OPTIONS", LIST, "", "", "Origin: " + FRIEND, preflight[0], preflight[1]);
        assertThat(friend.status()).isEqualTo(200);
        assertThat(friend.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(friend.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(node.call("OPTIONS", LIST, "", "", "Origin: https://evil.example", preflight[0], preflight[1])
                        .status())
                .isEqualTo(403);
        Answer refused = list("Origin: " + FRIEND);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin"))
                .as("also a refusal can be read")
                .isEqualTo(FRIEND);
    }

    @Test
    void everyAnswerForbidsBrowsersWhatItDoesNotNeed() {
        for (Answer answer : List.of(
                node.get("/"), node.get("/hub-client.js"), node.get(LIST), list(Tokens.bearer(Tokens.of("alice"))))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains(
                            "default-src 'none'", "script-src 'self'", "connect-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(answer.headers()).doesNotContainKeys("Server", "X-Powered-By");
        }
        assertThat(list(Tokens.bearer(Tokens.of("alice"))).header("Cache-Control"))
                .isEqualTo("no-store");
    }
}
