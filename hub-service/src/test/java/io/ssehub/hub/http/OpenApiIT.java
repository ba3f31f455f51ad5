package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.Contract;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.OpenApi;
import io.ssehub.hub.fixture.OpenApi.Call;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.request.DeadLetters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * openapi.yaml describes the calls there are, with all they take and answer. That no test of this module is answered
 * anything else, {@link HubNode} sees to.
 */
class OpenApiIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String END = "Last-Event-ID: 1e";
    private static final String STREAM = "Accept: text/event-stream";

    /** Calls that no controller answers: files and Spring Boot's own. */
    private static final Set<String> OTHERS = Set.of(
            "GET /",
            "GET /hub-client.js",
            "GET /openapi.yaml",
            "GET /asyncapi.yaml",
            "GET /actuator/health/liveness",
            "GET /actuator/health/readiness",
            "GET /actuator/prometheus");

    private static HubNode node;
    private static HubNode open;

    private final String alice = HubNode.name("alice");

    /** A call as it is mapped. */
    private record Mapped(String name, RequestMappingInfo info, HandlerMethod method) {}

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        String[] settings = Arrays.copyOf(Tokens.JWT, Tokens.JWT.length + 2);
        settings[Tokens.JWT.length] = "hub.auth.demo-issuer=true";
        settings[Tokens.JWT.length + 1] = "hub.cluster.timeout=30s";
        node = HubNode.startWith(prefix, settings);
        open = HubNode.startWith(prefix, "hub.http.get-actions=true", "hub.cluster.timeout=30s");
    }

    @AfterAll
    static void stop() {
        node.close();
        open.close();
    }

    private static List<Mapped> mapped() {
        List<Mapped> mapped = new ArrayList<>();
        node.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> {
                    if (method.getBeanType() != FallbackErrorController.class) {
                        info.getMethodsCondition().getMethods().forEach(verb -> info.getPatternValues()
                                .forEach(path -> mapped.add(new Mapped(verb + " " + path, info, method))));
                    }
                });
        return mapped;
    }

    private static Call call(Mapped mapped) {
        return OpenApi.calls().stream()
                .filter(call -> call.name().equals(mapped.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(mapped.name() + " is not described"));
    }

    @Test
    void theCallsAreThoseThatExist() {
        Set<String> existing = new TreeSet<>(OTHERS);
        mapped().forEach(each -> existing.add(each.name()));
        assertThat(OpenApi.calls()).extracting(Call::name).containsExactlyInAnyOrderElementsOf(existing);
    }

    // What calls take.

    @Test
    void theParametersAreThoseOfTheControllers() {
        assertThat(mapped()).allSatisfy(each -> {
            Set<String> taken = new TreeSet<>();
            for (MethodParameter parameter : each.method().getMethodParameters()) {
                taken(parameter).ifPresent(taken::add);
            }
            Set<String> described = new TreeSet<>();
            OpenApi.parameters(call(each)).forEach(parameter -> described.add(described(parameter)));
            assertThat(described).as(each.name()).isEqualTo(taken);
        });
    }

    /** A parameter as it is read: where it is, its name, whether it must be there, its type and default. */
    private static Optional<String> taken(MethodParameter parameter) {
        String own = Objects.requireNonNull(parameter.getParameter().getName());
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        if (path != null) {
            return Optional.of(line("path", own, true, parameter, ""));
        }
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        if (query != null) {
            return Optional.of(line("query", own, false, parameter, query.defaultValue()));
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        // OpenAPI says what may be accepted by the answers.
        return header == null || header.name().equals("Accept")
                ? Optional.empty()
                : Optional.of(line("header", header.name(), false, parameter, header.defaultValue()));
    }

    private static String line(String in, String name, boolean required, MethodParameter parameter, String fallback) {
        Class<?> type = parameter.getParameterType();
        String shown = type == int.class ? "integer" : type == boolean.class ? "boolean" : "string";
        return String.join(
                " ",
                in,
                name,
                required ? "required" : "",
                shown,
                fallback.equals(ValueConstants.DEFAULT_NONE) ? "" : fallback);
    }

    private static String described(JsonNode parameter) {
        JsonNode schema = Contract.OPENAPI.resolve(parameter.path("schema"));
        String type = schema.path("type").asString();
        boolean list = type.equals("array")
                && parameter.path("style").asString("").equals("form")
                && !parameter.path("explode").asBoolean(true);
        return String.join(
                " ",
                parameter.path("in").asString(),
                parameter.path("name").asString(),
                parameter.path("required").asBoolean(false) ? "required" : "",
                list ? "string" : type,
                schema.path("default").asString(""));
    }

    @Test
    void theBodiesAreThoseOfTheControllers() {
        assertThat(mapped()).allSatisfy(each -> {
            JsonNode content = call(each).operation().at("/requestBody/content");
            Set<MediaType> consumed = each.info().getConsumesCondition().getConsumableMediaTypes();
            consumed.forEach(type -> assertThat(content.has(type.toString())).isTrue());
            List<MethodParameter> bodies = Stream.of(each.method().getMethodParameters())
                    .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                    .toList();
            assertThat(bodies.size() + consumed.size() > 0).as(each.name()).isEqualTo(!content.isEmpty());
            bodies.forEach(body -> Shapes.assertTaken(
                    each.name(), content.path("application/json").path("schema"), body.getParameterType()));
        });
    }

    @Test
    void numbersBeyondTheirLimitsAreRefusedAndThoseWithinAreNot() {
        List<String> tried = new ArrayList<>();
        for (Call call : OpenApi.calls()) {
            for (JsonNode parameter : OpenApi.parameters(call)) {
                JsonNode schema = parameter.path("schema");
                if (schema.has("maximum")) {
                    String name = parameter.path("name").asString();
                    tried.add(name);
                    int least = schema.path("minimum").asInt();
                    int most = schema.path("maximum").asInt();
                    assertThat(List.of(status(call, name, least), status(call, name, most)))
                            .containsOnly(200);
                    assertThat(List.of(status(call, name, least - 1), status(call, name, most + 1)))
                            .containsOnly(400);
                }
            }
        }
        assertThat(tried).containsExactlyInAnyOrder("limit", "limit", "limit", "limit", "limit", "seconds", "silence");
    }

    /** By HEAD, as some of them are streams that last. */
    private static int status(Call call, String parameter, int value) {
        String target = call.path().replaceAll("\\{\\w+}", "x1") + "?" + parameter + "=" + value;
        return open.call("HEAD", target, "", "").status();
    }

    /** What the schema of a body takes, the hub takes, and nothing else. */
    @Test
    void theSchemasJudgeBodiesAsTheHubDoes() {
        List<String> wrong = new ArrayList<>();
        int[] judged = new int[2];
        for (String id : List.of("ask", "publish", "renewToken")) {
            Call call = OpenApi.call(id);
            JsonNode content = call.operation().at("/requestBody/content").path("application/json");
            String target = call.path().replace("{clientId}", alice);
            Set<JsonNode> bodies = new LinkedHashSet<>();
            content.path("examples").forEach(example -> bodies.addAll(variants(example.path("value"))));
            BadInputIT.posts()
                    .map(arguments -> arguments.get())
                    .filter(values -> call.path().replace("{clientId}", "alice").equals(values[0]))
                    .forEach(values -> tree(values[1].toString()).ifPresent(bodies::add));
            for (JsonNode body : bodies) {
                boolean fits =
                        Contract.OPENAPI.misfits(content.path("schema"), body).isEmpty();
                Answer answer = open.post(target, body.toString());
                judged[fits ? 0 : 1]++;
                if (fits == (answer.status() == 400)) {
                    wrong.add(target + " " + body + ": " + answer.status() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(judged[0]).as("taken").isGreaterThan(20);
        assertThat(judged[1]).as("refused").isGreaterThan(60);
    }

    private static Optional<JsonNode> tree(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The example, without each of its fields, with another value in it, and with one more. */
    private static List<JsonNode> variants(JsonNode example) {
        List<JsonNode> variants = new ArrayList<>(List.of(example));
        for (String field : example.propertyNames()) {
            ObjectNode without = (ObjectNode) example.deepCopy();
            without.remove(field);
            variants.add(without);
            for (String value :
                    List.of("null", "7", "true", "false", "[]", "{}", "\"\"", "\"a b\"", "\"a/b\"", "\"gap\"")) {
                variants.add(((ObjectNode) example.deepCopy()).set(field, JSON.readTree(value)));
            }
            variants.add(((ObjectNode) example.deepCopy()).put(field, "x".repeat(129)));
            variants.add(((ObjectNode) example.deepCopy()).put(field, "x".repeat(8_193)));
        }
        variants.add(((ObjectNode) example.deepCopy()).put("colour", "red"));
        return variants;
    }

    // What calls answer.

    @Test
    void theAnswersHaveTheShapesOfTheControllers() throws Exception {
        Set<String> compared = new TreeSet<>();
        for (Mapped each : mapped()) {
            ResponseStatus status = each.method().getMethodAnnotation(ResponseStatus.class);
            if (status != null) {
                assertThat(call(each)
                                .operation()
                                .path("responses")
                                .has(Integer.toString(status.code().value())))
                        .as(each.name())
                        .isTrue();
            }
            Class<?> answer = Shapes.answer(each.method());
            if (answer != null) {
                JsonNode response = Contract.OPENAPI.resolve(call(each)
                        .operation()
                        .path("responses")
                        .path(
                                status == null
                                        ? "200"
                                        : Integer.toString(status.code().value())));
                JsonNode schema = response.at("/content/application~1json/schema");
                assertThat(schema.isMissingNode()).as(each.name()).isFalse();
                Shapes.assertAnswered(each.name(), schema, answer);
                compared.add(answer.getSimpleName());
            }
        }
        assertThat(compared).hasSizeGreaterThan(12);
        JsonNode line =
                OpenApi.call("publish").operation().at("/responses/200/content").path("application/x-ndjson");
        Shapes.assertAnswered(
                "a line",
                line.path("schema").path("x-line"),
                Class.forName("io.ssehub.hub.publish.BatchController$LineAnswer"));
    }

    @Test
    void everyCallIsAnsweredAsDescribed() {
        chat();
        publishing();
        tokens();
        operators();
        streamsAndPages();
        Set<String> successes = new TreeSet<>();
        OpenApi.calls().forEach(call -> call.operation().path("responses").propertyNames().stream()
                .filter(status -> status.startsWith("2"))
                .forEach(status -> successes.add(call.id() + " " + status)));
        assertThat(OpenApi.seen()).containsAll(successes);
    }

    /** Makes the call with a token of that client, which {@link HubNode} compares with its description. */
    private static Answer as(String token, String method, String target, String body, String... more) {
        List<String> headers = new ArrayList<>(List.of(more));
        headers.add(Tokens.bearer(token));
        String type = body.isEmpty() ? "" : "application/json";
        return node.call(method, target, type, body, headers.toArray(String[]::new));
    }

    private static void assertStatus(int expected, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
    }

    private String question(String more) {
        Answer asked = as(Tokens.of(alice), "POST", "/api/sse/chat/" + alice, "{\"message\":\"hi\"" + more + "}");
        assertStatus(202, asked);
        return asked.field("id");
    }

    private void chat() {
        String token = Tokens.of(alice);
        String id = question(",\"conversationId\":\"c1\"");
        for (String target : List.of("chat/" + alice, "conversations/" + alice, "conversations/" + alice + "/c1")) {
            assertStatus(200, as(token, "GET", "/api/sse/" + target, ""));
        }
        String message = "/api/sse/messages/" + alice + "/" + id;
        assertStatus(200, as(token, "GET", message, ""));
        assertStatus(200, as(token, "HEAD", message, "", STREAM));
        assertStatus(204, as(token, "GET", message, "", STREAM, END));
        assertStatus(202, as(token, "DELETE", message, ""));
        assertStatus(204, as(token, "POST", "/api/sse/ack/" + alice + "/" + id, ""));
        assertStatus(204, as(token, "DELETE", "/api/sse/conversations/" + alice + "/c1", ""));
        assertStatus(202, as(token, "POST", "/api/sse/disconnect/" + alice, ""));
        assertStatus(202, open.get("/api/sse/chat/" + alice + "/hello"));
        assertStatus(202, open.get("/api/sse/disconnect/" + alice));
        assertStatus(405, as(token, "GET", "/api/sse/disconnect/" + alice, ""));
    }

    private void publishing() {
        String token = Tokens.with(
                alice, claims -> claims.claim("hub.publish", List.of("*")).claim("hub.topics", List.of("*")));
        JsonNode content = OpenApi.call("publish").operation().at("/requestBody/content");
        content.path("application/json")
                .path("examples")
                .forEach(example -> assertStatus(
                        202,
                        as(
                                token,
                                "POST",
                                "/api/sse/publish",
                                example.path("value").toString())));
        String lines = content.path("application/x-ndjson").path("example").asString();
        Answer answer = node.call("POST", "/api/sse/publish", "application/x-ndjson", lines, Tokens.bearer(token));
        assertStatus(200, answer);
        assertThat(answer.body().lines().map(line -> JSON.readTree(line).has("position")))
                .containsExactly(true, false);
        for (String channel : List.of("topic/news", "broadcast", "client/" + alice)) {
            assertStatus(200, as(token, "GET", "/api/sse/history/" + channel + "?limit=2", ""));
        }
    }

    private void tokens() {
        String token = Tokens.of(alice);
        assertStatus(201, as(token, "POST", "/api/sse/tickets", ""));
        assertStatus(202, as(token, "POST", "/api/sse/token", "{\"connection\":\"7301b127c4e0134e59fcf18d\"}"));
        assertStatus(204, as(token, "POST", "/api/sse/cookie", ""));
        assertStatus(204, node.delete("/api/sse/cookie"));
        assertStatus(200, node.post("/api/sse/identity"));
        assertStatus(403, as(Tokens.of("bob"), "GET", "/api/sse/chat/" + alice, ""));
        assertStatus(401, node.get("/api/sse/chat/" + alice));
        assertStatus(401, node.get("/api/sse/connect/" + alice + "?ticket=rubbish"));
        assertStatus(403, as(token, "GET", "/api/sse/connect/" + alice + "?topics=news", ""));
    }

    private void operators() {
        String admin = Tokens.admin("root");
        Wait.until(
                "the nodes know of each other",
                () -> cluster(admin).path("nodes").size() == 2);
        String other = cluster(admin).path("nodes").get(0).path("node").asString();
        assertStatus(202, as(admin, "POST", "/api/sse/cluster/" + other + "/drain", ""));
        assertStatus(202, as(admin, "DELETE", "/api/sse/cluster/" + other + "/drain", ""));
        assertStatus(404, as(admin, "POST", "/api/sse/cluster/nobody/drain", ""));
        String client = "/api/sse/clients/" + alice;
        try (StreamClient stream =
                StreamClient.connect(node.port(), "/api/sse/connect/" + alice, null, Tokens.bearer(Tokens.of(alice)))) {
            stream.await("systemMessage");
            JsonNode presence = as(admin, "GET", client, "").json();
            String connection = presence.at("/connections/0/id").asString();
            assertStatus(202, as(admin, "DELETE", "/api/sse/connections/" + connection, ""));
            assertThat(stream.await("disconnected").field("reason")).isEqualTo("operator");
        }
        assertStatus(404, as(admin, "DELETE", "/api/sse/connections/x1", ""));
        Wait.until("the ending is known", () -> !as(admin, "GET", "/api/sse/cluster/endings", "")
                .json()
                .path("endings")
                .isEmpty());
        deadLetters(admin);
        assertStatus(200, as(admin, "DELETE", client, ""));
        assertStatus(200, as(admin, "GET", "/actuator/prometheus", ""));
        assertStatus(403, as(Tokens.of(alice), "GET", "/api/sse/cluster", ""));
    }

    private static JsonNode cluster(String admin) {
        return as(admin, "GET", "/api/sse/cluster", "").json();
    }

    private void deadLetters(String admin) {
        String calls = "/api/sse/dead-letters";
        for (int i = 0; i < 2; i++) {
            String id = question("");
            assertStatus(202, as(Tokens.of(alice), "DELETE", "/api/sse/messages/" + alice + "/" + id, ""));
            node.bean(DeadLetters.class)
                    .add(alice, id, 3, "internal", "a bug", 100)
                    .toCompletableFuture()
                    .join();
        }
        JsonNode letters = as(admin, "GET", calls, "").json().path("letters");
        String first = calls + "/" + letters.get(0).path("id").asString();
        assertStatus(202, as(admin, "POST", first + "/requeue", ""));
        assertStatus(404, as(admin, "POST", first + "/requeue", ""));
        assertStatus(
                204, as(admin, "DELETE", calls + "/" + letters.get(1).path("id").asString(), ""));
    }

    private void streamsAndPages() {
        assertStatus(200, as(Tokens.of(alice), "HEAD", "/api/sse/connect/" + alice, ""));
        assertStatus(204, as(Tokens.of(alice), "GET", "/api/sse/connect/" + alice, "", END));
        assertStatus(204, as(Tokens.admin("root"), "GET", "/api/sse/cluster", "", STREAM, END));
        for (String stream : List.of("/api/sse/doctor", "/sse/stream")) {
            assertStatus(200, node.call("HEAD", stream, "", ""));
            assertStatus(204, node.call("GET", stream, "", "", END));
        }
        for (String page : List.of(
                "/",
                "/console",
                "/hub-client.js",
                "/page.json",
                "/openapi.yaml",
                "/asyncapi.yaml",
                "/actuator/health/liveness",
                "/actuator/health/readiness")) {
            assertStatus(200, node.get(page));
        }
    }

    // The documents themselves.

    @Test
    void theDocumentsAreServedToEverybody() {
        for (String document : List.of("/openapi.yaml", "/asyncapi.yaml")) {
            Answer answer = node.get(document);
            assertStatus(200, answer);
            assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(answer.body()).containsPattern("(?m)^(openapi|asyncapi): 3\\.");
            Answer again = node.call("GET", document, "", "", "If-None-Match: " + answer.header("ETag"));
            assertThat(again.status()).isEqualTo(304);
        }
    }

    @Test
    void whatIsAnsweredIsNoMoreThanResponsesOfSpringsOwn() {
        // A handler whose answer nobody compares would hide a shape.
        assertThat(mapped())
                .filteredOn(each -> Shapes.answer(each.method()) == null)
                .allSatisfy(each -> assertThat(each.method().getReturnType().getParameterType())
                        .as(each.name())
                        .isIn(void.class, ResponseEntity.class));
    }
}
