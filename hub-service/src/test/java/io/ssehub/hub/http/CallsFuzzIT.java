package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.LogSpy;
import io.ssehub.hub.fixture.OpenApi;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.Texts;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a call holds, the answer is a documented one, the log has lines and no faults, meters have tags of ours, and
 * Redis has keys of ours.
 */
class CallsFuzzIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ME = "alice";
    private static final String PUBLISH = "/api/sse/publish";

    private static String prefix;
    private static HubNode node;
    private static MockMvc calls;
    private static LogSpy log;
    private static StatefulRedisConnection<String, String> redis;
    private static String token;
    private static String documented;

    @BeforeContainer
    static void start() throws Exception {
        prefix = RedisFixture.freshPrefix();
        String[] settings = Arrays.copyOf(Tokens.JWT, Tokens.JWT.length + 2);
        settings[Tokens.JWT.length] = "logging.level.io.ssehub=DEBUG";
        settings[Tokens.JWT.length + 1] = "hub.http.max-body=100KB";
        node = HubNode.startWith(prefix, settings);
        calls = node.calls();
        log = LogSpy.listen();
        redis = RedisFixture.client().connect(RedisFixture.uri());
        token = Tokens.with(ME, claims -> claims.claim("hub.publish", List.of("*"))
                .claim("hub.topics", List.of("*"))
                .claim("hub.admin", true));
        documented = Files.readString(Path.of("../docs/http.md"));
    }

    @AfterContainer
    static void stop() {
        try {
            assertNoTagIsMadeOfInput();
            assertNoKeyIsMadeOfInput();
        } finally {
            log.close();
            redis.close();
            node.close();
        }
    }

    private static void assertNoTagIsMadeOfInput() {
        List<Meter> meters = node.bean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().matches("(hub|http)\\..*"))
                .toList();
        assertThat(meters.stream()
                        .map(Meter::getId)
                        .flatMap(id -> id.getTags().stream())
                        .map(Tag::getValue))
                .as("tags")
                .allMatch(value -> value.matches("[A-Za-z0-9 _.,:/{}*()'$-]{0,120}"));
        assertThat(meters.stream()
                        .collect(Collectors.groupingBy(meter -> meter.getId().getName(), Collectors.counting())))
                .as("tags have few values each")
                .allSatisfy((name, many) -> assertThat(many).as(name).isLessThan(250));
    }

    private static void assertNoKeyIsMadeOfInput() {
        ScanIterator<String> keys = ScanIterator.scan(
                redis.sync(), ScanArgs.Builder.matches(prefix + "*").limit(1_000));
        List<String> found = keys.stream().toList();
        assertThat(found)
                .hasSizeGreaterThan(3)
                .allMatch(key ->
                        key.matches(prefix + ":(nodes|workers|requests|control|probe:[0-9a-f]+|auth:ticket:[0-9a-f]{64}"
                                + "|\\{(broadcast|control|(client|topic)/[A-Za-z0-9._~@:-]{1,128})}"
                                + "(:head|:open|:gens|:convs|:(gen|conv|key):[A-Za-z0-9._~@:-]{1,133})?)"));
    }

    // What is sent.

    /** A value of any shape in the place of a text. */
    private static Arbitrary<JsonNode> values(Arbitrary<String> valid) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6, valid.map(text -> (JsonNode) JSON.getNodeFactory().stringNode(text))),
                net.jqwik.api.Tuple.of(
                        2, Texts.any().map(text -> JSON.getNodeFactory().stringNode(text))),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(
                                        "null",
                                        "true",
                                        "false",
                                        "0",
                                        "-1e400",
                                        "123456789012345678901234567890",
                                        "[]",
                                        "{}",
                                        "[[[]]]",
                                        "{\"a\":{\"b\":[1,\"2\"]}}")
                                .map(JSON::readTree)));
    }

    private static Arbitrary<String> objects(Map<String, Arbitrary<String>> fields) {
        Arbitrary<String> object = Arbitraries.just("");
        for (Map.Entry<String, Arbitrary<String>> field : fields.entrySet()) {
            Arbitrary<String> written = values(field.getValue())
                    .map(value -> JSON.writeValueAsString(field.getKey()) + ":" + value)
                    .injectNull(0.3);
            object = Combinators.combine(object, written)
                    .as((before, next) -> next == null ? before : before.isEmpty() ? next : before + "," + next);
        }
        return Texts.around(object.map(inside -> "{" + inside + "}"));
    }

    @Provide
    static Arbitrary<String> publications() {
        Arbitrary<String> names = Texts.around(Texts.names());
        return objects(Map.of(
                "client",
                names,
                "topic",
                names,
                "broadcast",
                names,
                "event",
                names,
                "data",
                Texts.any(),
                "key",
                names));
    }

    @Provide
    static Arbitrary<String> questions() {
        Arbitrary<String> names = Texts.around(Texts.names());
        return objects(Map.of(
                "message", Texts.any(), "requestId", names, "conversationId", names, "connection", names, "x", names));
    }

    @Provide
    static Arbitrary<String> names() {
        return Texts.around(Texts.names());
    }

    @Provide
    static Arbitrary<String> texts() {
        return Texts.any();
    }

    @Provide
    static Arbitrary<String> targets() {
        return Arbitraries.of(
                "/api/sse/chat/{one}",
                "/api/sse/chat/alice",
                "/api/sse/messages/alice/{one}",
                "/api/sse/messages/{one}/{two}",
                "/api/sse/ack/alice/{one}",
                "/api/sse/conversations/alice/{one}",
                "/api/sse/disconnect/{one}",
                "/api/sse/clients/{one}",
                "/api/sse/connections/{one}",
                "/api/sse/dead-letters/{one}/requeue",
                "/api/sse/dead-letters/{one}",
                "/api/sse/dead-letters?after={one}&limit={two}",
                "/api/sse/cluster/endings?limit={one}",
                "/api/sse/{one}",
                "/{one}",
                "/actuator/{one}");
    }

    @Provide
    static Arbitrary<HttpMethod> methods() {
        return Arbitraries.oneOf(
                        Arbitraries.of("GET", "POST", "DELETE"),
                        Arbitraries.of("GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"),
                        Arbitraries.strings()
                                .withCharRange('A', 'Z')
                                .ofMinLength(1)
                                .ofMaxLength(9))
                .filter(name -> !name.equals("HEAD"))
                .map(HttpMethod::valueOf);
    }

    @Provide
    static Arbitrary<String> tokens() {
        return Texts.mutated(Arbitraries.of(true, false).map(fresh -> token));
    }

    // What is answered.

    private static MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        MvcResult result = calls.perform(request).andReturn();
        MockHttpServletResponse response = result.getResponse();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaderNames().forEach(name -> headers.put(name, response.getHeader(name)));
        if (response.getErrorMessage() == null && response.getForwardedUrl() == null) {
            OpenApi.check(
                    result.getRequest().getMethod(),
                    result.getRequest().getRequestURI(),
                    new Answer(response.getStatus(), headers, response.getContentAsString(StandardCharsets.UTF_8)));
        }
        return response;
    }

    private static MockHttpServletResponse answerTo(String target, String body) throws Exception {
        return answer(MockMvcRequestBuilders.post(target)
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .content(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertDocumented(MockHttpServletResponse answer) throws Exception {
        assertThat(log.rogues()).isEmpty();
        String body = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(body).isLessThan(500).isNotIn(301, 302, 307);
        if (answer.getStatus() < 400 || (body.isEmpty() && answer.getErrorMessage() != null)) {
            // The latter is for the web server to put into words, which BadInputIT reads.
            return;
        }
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(body).doesNotContainPattern("\\p{Cntrl}").doesNotContain("Exception", "io.ssehub.");
        JsonNode problem = JSON.readTree(body);
        String code = problem.path("code").asString();
        assertThat(problem.path("status").asInt()).isEqualTo(answer.getStatus());
        assertThat(problem.path("type").asString()).isEqualTo("urn:ssehub:problem:" + code);
        assertThat(problem.path("field").asString("").length()).isLessThan(70);
        assertThat(code)
                .matches("[a-z_]{1,40}")
                .matches(each -> each.startsWith("invalid_") || documented.contains('`' + each + '`'), "is documented");
    }

    @Property
    void whatIsPublishedIsTakenOrRefused(@ForAll("publications") String body) throws Exception {
        assertDocumented(answerTo(PUBLISH, body));
    }

    @Property
    void whatIsAskedIsTakenOrRefused(@ForAll("questions") String body, @ForAll boolean chat) throws Exception {
        assertDocumented(answerTo(chat ? "/api/sse/chat/alice" : "/api/sse/token", body));
    }

    @Property
    void anyTargetIsThereOrNot(
            @ForAll("methods") HttpMethod method,
            @ForAll("targets") String target,
            @ForAll("names") String one,
            @ForAll("names") String two)
            throws Exception {
        Object[] variables = target.contains("{two}") ? new Object[] {one, two} : new Object[] {one};
        // With a host, as a path that begins with // would be taken for one.
        String uri = "http://localhost" + target;
        MockHttpServletRequestBuilder request = target.contains("{one}")
                ? MockMvcRequestBuilders.request(method, uri, variables)
                : MockMvcRequestBuilders.request(method, uri);
        assertDocumented(answer(request.header("Authorization", "Bearer " + token)));
    }

    @Property
    void aTokenThatWasChangedIsNone(@ForAll("tokens") String changed, @ForAll boolean cookie) throws Exception {
        String sent = cookie ? legal(changed) : changed;
        if (!meaning(sent).equals(meaning(token))) {
            MockHttpServletRequestBuilder request = MockMvcRequestBuilders.get("/api/sse/chat/alice");
            MockHttpServletResponse answer = answer(
                    cookie
                            ? request.cookie(new Cookie("hub-token", sent))
                            : request.header("Authorization", "Bearer " + sent));
            assertThat(answer.getStatus()).isIn(400, 401);
            assertDocumented(answer);
        }
    }

    /** What Jetty would hand on as a cookie's value. */
    private static String legal(String text) {
        return text.replaceAll("[^!#-+--:<-\\[\\]-~]", "x");
    }

    /** A signature may be written in more than one way: what is no base64 in it is passed over, and its last bits mean nothing. */
    private static String meaning(String text) {
        int end = text.lastIndexOf('.') + 1;
        String signature =
                text.substring(end).replace('+', '-').replace('/', '_').replaceAll("[^A-Za-z0-9_-]", "");
        try {
            return text.substring(0, end).strip()
                    + Arrays.toString(Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException noBase64) {
            return text;
        }
    }

    @Property
    void claimsOfAnyShapeAreGoodOrBad(
            @ForAll("names") String subject, @ForAll("texts") String text, @ForAll("names") String grant)
            throws Exception {
        JWTClaimsSet.Builder claims = Tokens.claims(ME, Duration.ofHours(1));
        List<Object> shapes = List.of(text, subject, 1, true, List.of(grant), List.of(1, text), Map.of(grant, text));
        String name = List.of("sub", "aud", "exp", "nbf", "iss", "hub.topics", "hub.publish", "hub.admin")
                .get(Math.floorMod(text.hashCode(), 8));
        claims.claim(name, shapes.get(Math.floorMod(subject.hashCode(), shapes.size())));
        String signed;
        try {
            signed = Tokens.hs256(Tokens.SECRET, claims.build());
        } catch (RuntimeException notEvenWritten) {
            return;
        }
        MockHttpServletResponse answer =
                answer(MockMvcRequestBuilders.get("/api/sse/chat/alice").header("Authorization", "Bearer " + signed));
        assertThat(answer.getStatus()).isIn(200, 401, 403);
        assertDocumented(answer);
    }

    @Property
    void whatIsPublishedStandsInTheLogAsItWasSaid(@ForAll("texts") String key, @ForAll("texts") String text)
            throws Exception {
        JsonNode data = JSON.createObjectNode().put(key, text);
        // In ASCII, as a client may write it: else halves of pairs could not even be sent.
        String body = "{\"topic\":\"said\",\"event\":\"e\",\"data\":" + ascii(data.toString()) + "}";
        MockHttpServletResponse answer = answerTo(PUBLISH, body);
        assertDocumented(answer);
        if (answer.getStatus() == 202) {
            String stored = redis.sync()
                    .xrevrange(node.keys().log(Channel.topic("said")), Range.unbounded(), Limit.from(1))
                    .getFirst()
                    .getBody()
                    .get("d");
            assertThat(JSON.readTree(stored)).isEqualTo(data);
        } else {
            assertThat(answer.getStatus()).isIn(400, 413);
        }
    }

    private static String ascii(String json) {
        StringBuilder out = new StringBuilder();
        json.chars().forEach(c -> {
            if (c < 127) {
                out.append((char) c);
            } else {
                out.append("\\u%04x".formatted(c));
            }
        });
        return out.toString();
    }
}
