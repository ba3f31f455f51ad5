package io.ssehub.hub.http;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.AsyncApi;
import io.ssehub.hub.fixture.Contract;
import io.ssehub.hub.fixture.OpenApi;
import io.ssehub.hub.fixture.OpenApi.Call;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.position.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** openapi.yaml is valid, says the same as the pages and the code do, and its examples are true by its schemas. */
class OpenApiTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode TREE = Contract.OPENAPI.tree();
    private static final String SCHEMA = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";
    private static final Path HTTP = Path.of("..", "docs", "http.md");
    private static final Path SECURITY = Path.of("..", "docs", "security.md");
    private static final Pattern NEED = Pattern.compile("\\| `(GET|POST|DELETE) (/\\S*)` \\| ([a-z ]+) \\|.*");
    private static final Pattern WORDS = Pattern.compile("[a-z]+(_[a-z]+)+");

    /** Refusals of one word, which look like any other word. */
    private static final Set<String> ONE_WORD = Set.of("overloaded");

    /** Made of the name of what is wrong. */
    private static final String INVALID = "invalid_";

    /** What the web server and Spring MVC refuse by the status alone. */
    private static final List<HttpStatus> BY_STATUS = List.of(
            HttpStatus.BAD_REQUEST,
            HttpStatus.NOT_FOUND,
            HttpStatus.METHOD_NOT_ALLOWED,
            HttpStatus.NOT_ACCEPTABLE,
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            HttpStatus.URI_TOO_LONG,
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            HttpStatus.NOT_IMPLEMENTED);

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(toCollection(TreeSet::new));
    }

    @Test
    void itIsValidByTheSchemaOfOpenApi() {
        var schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(OpenApiTest::published))
                .getSchema(SchemaLocation.of(SCHEMA));
        assertThat(schema.validate(TREE)).extracting(Error::toString).isEmpty();
        JsonNode wrong = JSON.readTree(TREE.toString()
                .replaceFirst("\"type\":\"string\"", "\"type\":\"text\"")
                .replaceFirst("\"in\":\"query\"", "\"in\":\"body\""));
        assertThat(schema.validate(wrong)).as("a wrong one").hasSizeGreaterThan(1);
    }

    /** What OpenAPI has published, as a library carries it. */
    private static String published(String iri) {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/" + iri.replaceFirst("^https?://", ""))) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() {
        Set<String> referred = new HashSet<>(TREE.findValuesAsString("$ref"));
        assertThat(referred).allSatisfy(reference -> assertThat(
                        TREE.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
        List<String> idle = new ArrayList<>();
        TREE.path("components")
                .forEachEntry((kind, components) -> components.propertyNames().forEach(name -> {
                    if (!kind.equals("securitySchemes") && !referred.contains("#/components/" + kind + "/" + name)) {
                        idle.add(kind + "/" + name);
                    }
                }));
        assertThat(idle).isEmpty();
    }

    @Test
    void everyCallHasANameOfItsOwnAWordAboutItAndTheAnswerThatAnyCallMayGet() {
        assertThat(OpenApi.calls()).extracting(Call::id).doesNotHaveDuplicates().allMatch(id -> !id.isEmpty());
        Set<String> tags = TREE.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString())
                .collect(toSet());
        assertThat(OpenApi.calls()).allSatisfy(call -> {
            assertThat(call.operation().path("summary").asString(""))
                    .as(call.name())
                    .endsWith(".");
            assertThat(tags).as(call.name()).containsAll(texts(call.operation().path("tags")));
            assertThat(call.operation().at("/responses/default/$ref").asString(""))
                    .as(call.name())
                    .isEqualTo("#/components/responses/Refused");
        });
    }

    @Test
    void everyExampleFits() {
        List<String> wrong = new ArrayList<>();
        int[] seen = {0};
        walk(TREE, node -> {
            JsonNode schema = node.path("schema");
            if (schema.isObject()) {
                List<JsonNode> examples = new ArrayList<>();
                node.path("examples").forEach(example -> examples.add(example.path("value")));
                if (node.has("example")) {
                    examples.add(node.path("example"));
                }
                for (JsonNode example : examples) {
                    seen[0]++;
                    wrong.addAll(misfits(schema, example));
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(seen[0]).isGreaterThan(20);
    }

    private static List<String> misfits(JsonNode schema, JsonNode example) {
        if (schema.has("x-line")) {
            return example.asString()
                    .lines()
                    .filter(line -> !line.contains("\"gap\""))
                    .flatMap(line -> Contract.OPENAPI.misfits(schema.path("x-line"), JSON.readTree(line)).stream())
                    .toList();
        }
        if (schema.path("$ref").asString("").endsWith("/EventStream")) {
            return Stream.of(example.asString().split("\n\n"))
                    .flatMap(block -> AsyncApi.of("/api/sse/messages/alice/m1").misfitsOf(block).stream())
                    .toList();
        }
        return Contract.OPENAPI.misfits(schema, example);
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        node.forEach(child -> walk(child, visitor));
    }

    @Test
    void aCallNeedsWhatThePageOnSecuritySays() throws IOException {
        Map<String, String> needs = Files.readAllLines(SECURITY).stream()
                .map(NEED::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(row -> row.group(1) + " " + row.group(2), row -> row.group(3)));
        assertThat(OpenApi.calls()).hasSameSizeAs(needs.keySet());
        assertThat(OpenApi.calls()).allSatisfy(call -> {
            String need = needs.getOrDefault(call.name(), "");
            assertThat(call.operation().path("x-needs").asString(""))
                    .as(call.name())
                    .isEqualTo(need);
            JsonNode security = call.operation().path("security");
            assertThat(security.isArray() && security.isEmpty())
                    .as("%s asks for nothing", call.name())
                    .isEqualTo(need.equals("nothing"));
            assertThat(call.operation().path("responses").has("401"))
                    .as("%s may answer 401", call.name())
                    .isEqualTo(!need.equals("nothing"));
        });
    }

    // Codes.

    private static Set<String> listed() {
        return texts(TREE.at("/components/schemas/ProblemCode/enum"));
    }

    @Test
    void theCodesAreThoseThatSomeCallMayAnswer() {
        Set<String> answered = new TreeSet<>();
        walk(TREE, node -> {
            if (node.path("$ref").asString("").endsWith("/Problem")) {
                answered.addAll(texts(node.at("/properties/code/enum")));
            }
        });
        assertThat(answered).isEqualTo(listed());
    }

    @Test
    void theCodesAreThoseOfThePage() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(HTTP)) {
            String[] cells = line.split("\\|");
            if (line.matches("\\| \\d{3}(, \\d{3})* \\| `.*") && cells.length > 2) {
                Matcher code = Pattern.compile("`([a-z_]+)`").matcher(cells[2]);
                code.results().forEach(found -> documented.add(found.group(1)));
            }
        }
        assertThat(documented).isEqualTo(listed());
    }

    @Test
    void theCodesAreThoseTheClassesHold() throws Exception {
        Set<String> known = listed();
        Set<String> held = held();
        assertThat(known).containsAll(held);
        Set<String> rest = new TreeSet<>(known);
        rest.removeAll(held);
        rest.removeAll(ONE_WORD);
        BY_STATUS.forEach(status -> rest.remove(Problems.code(status)));
        Set<String> fields = fields();
        rest.removeIf(code -> code.startsWith(INVALID) && fields.contains(code.substring(INVALID.length())));
        assertThat(rest).isEmpty();
    }

    /** Texts with the look of a code, in classes that refuse something. */
    private static Set<String> held() throws Exception {
        Path classes = Path.of(ApiException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> held = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                List<PoolEntry> pool = new ArrayList<>();
                model.constantPool().forEach(pool::add);
                if (pool.stream().anyMatch(OpenApiTest::refuses)) {
                    pool.stream()
                            .filter(StringEntry.class::isInstance)
                            .map(entry -> ((StringEntry) entry).stringValue())
                            .filter(text -> WORDS.matcher(text).matches())
                            .forEach(held::add);
                }
            }
        }
        return held;
    }

    private static boolean refuses(PoolEntry entry) {
        return entry instanceof ClassEntry type
                && Set.of("io/ssehub/hub/http/ApiException", "io/ssehub/hub/limit/Limit", "io/ssehub/hub/auth/Claims")
                        .contains(type.asInternalName());
    }

    /** Whatever a code can be made of: parameters and fields by their names, and what stands for a whole. */
    private static Set<String> fields() {
        Set<String> fields = new TreeSet<>(Set.of("body", "lines"));
        OpenApi.calls().forEach(call -> {
            OpenApi.parameters(call)
                    .forEach(
                            parameter -> fields.add(snake(parameter.path("name").asString())));
            JsonNode body = call.operation().at("/requestBody/content/application~1json/schema");
            Contract.OPENAPI.resolve(body).path("properties").propertyNames().forEach(name -> fields.add(snake(name)));
        });
        return fields;
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    // Rules for names.

    private static boolean fits(String schema, String text) {
        return Contract.OPENAPI
                .misfits(
                        TREE.at("/components/schemas" + schema),
                        JSON.getNodeFactory().stringNode(text))
                .isEmpty();
    }

    @Test
    void namesPositionsAndEventsHaveTheRulesOfTheCode() {
        List<String> texts =
                new ArrayList<>(List.of("", "a".repeat(64), "a".repeat(65), "a".repeat(128), "a".repeat(129)));
        for (char c = 0; c < 0x180; c++) {
            texts.add("" + c);
            texts.add("a" + c);
        }
        texts.addAll(List.of("1-1", "0-0", "01-1", "1-01", "1-", "-1", "1-1-1", "0-5", "1-1\n", "+1-1"));
        assertThat(texts).allSatisfy(text -> {
            assertThat(fits("/Name", text)).as(text).isEqualTo(Names.isValid(text));
            assertThat(fits("/Position", text))
                    .as(text)
                    .isEqualTo(Position.parse(text).isPresent());
            assertThat(fits("/Publication/properties/event", text)).as(text).isEqualTo(EventNames.isValid(text));
        });
    }

    @Test
    void theReservedNamesAreThoseOfTheCode() {
        Set<String> reserved = texts(TREE.at("/components/schemas/Publication/properties/event/not/enum"));
        assertThat(reserved).hasSize(11).allMatch(EventNames::isReserved);
    }

    // The check that all tests of this module make of whatever they are answered.

    @Test
    void anAnswerThatIsNotDescribedIsNotTaken() {
        Map<String, String> json = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        json.put("Content-Type", "application/json");
        String target = "/api/sse/chat/alice";
        OpenApi.check("POST", target, new Answer(202, json, "{\"id\":\"m1\"}"));
        for (Answer wrong : List.of(
                new Answer(200, json, "{\"id\":\"m1\"}"),
                new Answer(202, json, "{\"id\":7}"),
                new Answer(202, json, "{}"),
                new Answer(202, json, ""),
                new Answer(202, Map.of("Content-Type", "text/plain"), "m1"),
                new Answer(404, json, "{\"code\":\"unknown_message\"}"))) {
            assertThatThrownBy(() -> OpenApi.check("POST", target, wrong)).isInstanceOf(AssertionError.class);
        }
        json.put("Content-Type", "application/problem+json");
        String problem = "{\"type\":\"urn:ssehub:problem:overloaded\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"later\",\"code\":\"overloaded\"}";
        assertThatThrownBy(() -> OpenApi.check("POST", target, new Answer(503, json, problem)))
                .hasMessageContaining("Retry-After");
        json.put("Retry-After", "5");
        OpenApi.check("POST", target, new Answer(503, json, problem));
        assertThatThrownBy(() -> OpenApi.check(
                        "POST", target, new Answer(503, json, problem.replace("overloaded", "node_unanswered"))))
                .hasMessageContaining("node_unanswered");
    }
}
