package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.Http;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.OpenApi;
import io.ssehub.hub.fixture.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every call there is, with every kind of token, is answered as docs/security.md says. A call it does not name fails. */
class EveryCallIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "security.md");
    private static final Pattern ROW = Pattern.compile("\\| `(GET|POST|PUT|PATCH|DELETE) (/\\S*)` \\| ([a-z ]+) \\|.*");

    /** What no controller answers: files and Spring Boot's own. */
    private static final Set<String> OTHERS = Set.of(
            "GET /",
            "GET /hub-client.js",
            "GET /openapi.yaml",
            "GET /asyncapi.yaml",
            "GET /actuator/health/liveness",
            "GET /actuator/health/readiness",
            "GET /actuator/prometheus");

    private static final String REFUSED = "401 or 403";

    private static HubNode node;

    @BeforeAll
    static void start() {
        List<String> properties = new ArrayList<>(List.of(Tokens.JWT));
        properties.add("hub.http.get-actions=true");
        properties.add("hub.auth.demo-issuer=true");
        properties.add("hub.demo.pause=0s");
        properties.add("hub.doctor.streams=1000");
        node = HubNode.start(properties.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** What each call needs, by the table of the document. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> needs = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                needs.put(row.group(1) + " " + row.group(2), row.group(3));
            }
        }
        return needs;
    }

    private static Set<String> mapped() {
        Set<String> mapped = new TreeSet<>(OTHERS);
        Map<RequestMappingInfo, HandlerMethod> mappings = node.bean(
                        "requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
        mappings.forEach((info, method) -> {
            if (!info.getPatternValues().contains("/error")) {
                info.getMethodsCondition().getMethods().forEach(verb -> info.getPatternValues()
                        .forEach(path -> mapped.add(verb + " " + path)));
            }
        });
        return mapped;
    }

    @Test
    void theDocumentedCallsAreThoseThatExist() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(mapped());
        assertThat(documented().values()).allMatch(need -> Set.of(
                        "nothing", "a token", "granted topic", "own client", "own client or admin", "admin")
                .contains(need));
    }

    /** Tokens that nobody may come in with, and what is said of them. */
    private static Map<String, String> bad() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("own").generate();
        var claims = Tokens.claims("alice", Duration.ofHours(1)).build();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("", "missing_token");
        bad.put(Tokens.hs256("another secret, which is not that of the hub", claims), "invalid_token");
        bad.put(Tokens.unsigned("alice"), "invalid_token");
        bad.put(Tokens.rs256(own, claims), "invalid_token");
        bad.put(Tokens.of("alice", Duration.ofHours(-1)), "expired_token");
        bad.put(
                Tokens.with(
                        "alice",
                        more -> more.notBeforeTime(Date.from(Instant.now().plusSeconds(3_600)))),
                "invalid_token");
        bad.put(Tokens.with("alice", more -> more.audience("another")), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.audience((String) null)), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.expirationTime(null)), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.subject(null)), "invalid_token");
        bad.put(Tokens.of("alice and bob"), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.claim("hub.admin", "true")), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.claim("hub.topics", "*")), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.claim("hub.topics", List.of("a*b"))), "invalid_token");
        bad.put(Tokens.with("alice", more -> more.claim("hub.publish", List.of(7))), "invalid_token");
        bad.put(Tokens.of("alice").replaceFirst("\\.[^.]*$", "."), "invalid_token");
        bad.put("rubbish", "invalid_token");
        return bad;
    }

    @Test
    void everyCallIsAnsweredAsDocumentedToEveryKindOfToken() throws Exception {
        Map<String, String> bad = bad();
        List<String> wrong = new ArrayList<>();
        documented().forEach((call, need) -> {
            boolean open = need.equals("nothing");
            bad.forEach((token, code) -> expect(wrong, call, token, open ? "" : "401 " + code));
            if (need.equals("granted topic")) {
                expect(wrong, call, Tokens.of("alice"), "403 topic_not_granted");
                expect(wrong, call, Tokens.admin("root"), "403 topic_not_granted");
                expect(wrong, call, Tokens.hearing("alice", "x*"), "");
                return;
            }
            boolean own = need.startsWith("own client");
            expect(wrong, call, Tokens.of("alice"), need.equals("admin") ? "403 not_admin" : "");
            expect(
                    wrong,
                    call,
                    Tokens.of("bob"),
                    own ? "403 wrong_client" : need.equals("admin") ? "403 not_admin" : "");
            expect(wrong, call, Tokens.admin("root"), need.equals("own client") ? "403 wrong_client" : "");
        });
        assertThat(wrong).isEmpty();
    }

    /** Makes the call; an empty expectation is any answer but a refusal or a fault. */
    private static void expect(List<String> wrong, String call, String token, String expected) {
        String[] parts = call.split(" ", 2);
        String target = parts[1].replace("{clientId}", "alice").replaceAll("\\{\\w+}", "x1");
        boolean withBody = parts[0].equals("POST");
        List<String> headers = token.isEmpty() ? List.of() : List.of(Tokens.bearer(token));
        byte[] request =
                Http.request(parts[0], target, withBody ? "application/json" : "", withBody ? "{}" : "", headers);
        try (Http http = Http.send(node.port(), request)) {
            String seen = http.status() + "";
            if (http.status() == 401 || http.status() == 403) {
                Answer refusal = http.answer();
                OpenApi.check(parts[0], target, refusal);
                seen += " " + refusal.field("code");
            }
            boolean fits = expected.isEmpty()
                    ? http.status() != 401 && http.status() != 403 && http.status() < 500
                    : seen.equals(expected);
            if (!fits) {
                wrong.add(call + " with " + token + ": " + seen + " instead of "
                        + (expected.isEmpty() ? "no " + REFUSED : expected));
            }
        }
    }

    @Test
    void aRefusalIsAProblemAndSaysHowToDoBetter() {
        var answer = node.get("/api/sse/chat/alice");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Hub-Node")).isNotEmpty();
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.field("type")).isEqualTo("urn:ssehub:problem:missing_token");
        assertThat(answer.field("detail")).contains("Authorization");
        var expired = node.call(
                "GET", "/api/sse/chat/alice", "", "", Tokens.bearer(Tokens.of("alice", Duration.ofHours(-1))));
        assertThat(expired.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(node.meter("hub.auth.denied", "code", "expired_token")).isPositive();
    }

    @Test
    void whatNobodyThoughtOfIsForAdministrators() {
        assertThat(node.get("/api/sse/unheard-of").status()).isEqualTo(401);
        assertThat(node.get("/actuator/env").status()).isEqualTo(401);
        assertThat(node.get("/error").status()).isEqualTo(401);
        assertThat(node.call("GET", "/api/sse/unheard-of", "", "", Tokens.bearer(Tokens.of("alice")))
                        .status())
                .isEqualTo(403);
        assertThat(node.call("GET", "/api/sse/unheard-of", "", "", Tokens.bearer(Tokens.admin("root")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aGetThatChangesSomethingIsThereInOpenModeOnly() {
        for (String target : List.of("/api/sse/chat/alice/hello", "/api/sse/disconnect/alice")) {
            assertThat(node.call("GET", target, "", "", Tokens.bearer(Tokens.of("alice")))
                            .status())
                    .as(target)
                    .isEqualTo(405);
        }
    }

    @Test
    void aNameIsReadTheSameWayByWhoChecksItAndByWhoServesIt() {
        String token = Tokens.bearer(Tokens.of("bob"));
        for (String target : List.of(
                "/api/sse/chat/%61lice",
                "/api/sse//chat/alice",
                "/api/sse/chat/bob/../alice",
                "/api/sse/chat/bob%2F..%2Falice",
                "/api/sse/chat/bob;/../alice",
                "/api/sse/chat/alice/",
                "/API/sse/chat/alice",
                "/api/sse/chat/alice%20")) {
            assertThat(node.call("GET", target, "", "", token).status())
                    .as(target)
                    .isIn(400, 401, 403, 404);
        }
        assertThat(node.call("GET", "/api/sse/chat/%62ob", "", "", token).status())
                .isEqualTo(200);
    }
}
