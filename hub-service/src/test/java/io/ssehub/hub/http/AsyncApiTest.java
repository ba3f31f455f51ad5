package io.ssehub.hub.http;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ssehub.hub.fixture.AsyncApi;
import io.ssehub.hub.fixture.Contract;
import io.ssehub.hub.session.Ending;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.log.GapReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** asyncapi.yaml has the form of AsyncAPI 3, says the same as the page and the code do, and its examples are true by its schemas. */
class AsyncApiTest {
    private static final JsonNode TREE = Contract.ASYNCAPI.tree();
    private static final Path HTTP = Path.of("..", "docs", "http.md");
    private static final Pattern EVENT = Pattern.compile("\\| `(\\w+)` \\| `(\\{.*?})`.*");
    private static final Pattern FIELD = Pattern.compile("[{,]\\s*\"?(\\w+)\"?");

    /** Streams with an end, whose events nobody could take for others. */
    private static final List<String> STREAMS = List.of("connect", "answer", "cluster", "doctor", "poem");

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(toCollection(TreeSet::new));
    }

    private static Set<String> enumOf(String schema, String property) {
        return texts(TREE.path("components")
                .path("schemas")
                .path(schema)
                .path("properties")
                .path(property)
                .path("enum"));
    }

    // Its form.

    /**
     * What objects of AsyncAPI 3.0.0 may hold, by where they are; {@code !} marks what must be there, {@code *} any name.
     *
     * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">the specification</a>
     */
    private static final Map<String, String> FORM = Map.ofEntries(
            Map.entry("", "asyncapi! id info! servers defaultContentType channels operations components"),
            Map.entry("/info", "title! version! description license externalDocs"),
            Map.entry("/info/license", "name! url"),
            Map.entry("/info/externalDocs", "description url!"),
            Map.entry("/servers", "*"),
            Map.entry("/servers/*", "host! protocol! protocolVersion description"),
            Map.entry("/channels", "*"),
            Map.entry("/channels/*", "address! title description parameters messages!"),
            Map.entry("/channels/*/parameters", "*"),
            Map.entry("/channels/*/parameters/*", "$ref description examples"),
            Map.entry("/channels/*/messages", "*"),
            Map.entry("/channels/*/messages/*", "$ref!"),
            Map.entry("/operations", "*"),
            Map.entry("/operations/*", "action! channel! title description messages security bindings"),
            Map.entry("/operations/*/channel", "$ref!"),
            Map.entry("/operations/*/bindings", "http!"),
            Map.entry("/operations/*/bindings/http", "method! query bindingVersion!"),
            Map.entry("/components", "securitySchemes parameters messages schemas"),
            Map.entry("/components/securitySchemes", "*"),
            Map.entry("/components/securitySchemes/*", "type! description scheme bearerFormat name in"),
            Map.entry("/components/parameters", "*"),
            Map.entry("/components/parameters/*", "description examples"),
            Map.entry("/components/messages", "*"),
            Map.entry("/components/messages/*", "name title! summary description headers! payload! examples"));

    @Test
    void itHasTheFormOfAsyncApi() {
        List<String> wrong = new ArrayList<>();
        assertThat(TREE.path("asyncapi").asString()).isEqualTo("3.0.0");
        FORM.forEach((place, may) -> nodes(place).forEach(node -> {
            Set<String> names = new TreeSet<>(node.propertyNames());
            for (String each : may.split(" ")) {
                if (each.endsWith("!") && !names.contains(each.replace("!", ""))) {
                    wrong.add(place + " lacks " + each);
                }
            }
            names.removeAll(Arrays.asList(may.replace("!", "").split(" ")));
            if (!may.equals("*") && !names.isEmpty()) {
                wrong.add(place + " has " + names);
            }
        }));
        assertThat(wrong).isEmpty();
    }

    /** All nodes at a place, in which {@code *} is any name. */
    private static List<JsonNode> nodes(String place) {
        List<JsonNode> nodes = List.of(TREE);
        for (String step : place.isEmpty() ? new String[0] : place.substring(1).split("/")) {
            nodes = nodes.stream()
                    .flatMap(node -> step.equals("*") ? node.valueStream() : Stream.of(node.path(step)))
                    .filter(JsonNode::isObject)
                    .toList();
        }
        return nodes;
    }

    @Test
    void itsSchemasAreSchemas() {
        Schema draft7 = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
        List<JsonNode> schemas = new ArrayList<>(nodes("/components/schemas/*"));
        schemas.addAll(nodes("/components/messages/*/headers"));
        schemas.addAll(nodes("/components/messages/*/payload"));
        schemas.addAll(nodes("/operations/*/bindings/http/query"));
        assertThat(schemas).hasSizeGreaterThan(50);
        assertThat(schemas).allSatisfy(schema -> assertThat(draft7.validate(schema))
                .extracting(Error::toString)
                .isEmpty());
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
                    if (!referred.contains("#/components/" + kind + "/" + name)) {
                        idle.add(kind + "/" + name);
                    }
                }));
        assertThat(idle).isEmpty();
    }

    @Test
    void everyOperationIsOfAChannelAndEveryStreamHasOne() {
        Set<String> heard = new TreeSet<>();
        Set<String> published = new TreeSet<>();
        nodes("/operations/*").forEach(operation -> {
            String channel = operation.at("/channel/$ref").asString().replace("#/channels/", "");
            boolean sends = operation.path("action").asString().equals("send");
            (sends ? heard : published).add(channel);
            assertThat(operation.at("/bindings/http/method").asString()).isEqualTo(sends ? "GET" : "POST");
        });
        assertThat(heard).containsExactlyInAnyOrderElementsOf(STREAMS);
        assertThat(published).containsExactly("broadcast", "client", "topic");
        assertThat(new TreeSet<>(TREE.path("channels").propertyNames()))
                .isEqualTo(Stream.concat(heard.stream(), published.stream()).collect(toCollection(TreeSet::new)));
    }

    @Test
    void whatIsHeardOnAChannelIsHeardByTheStreamThatConnects() {
        for (String channel : List.of("client", "topic", "broadcast")) {
            assertThat(AsyncApi.messages("connect").keySet())
                    .containsAll(AsyncApi.messages(channel).keySet());
        }
    }

    @Test
    void everyExampleFits() {
        List<String> wrong = new ArrayList<>();
        List<JsonNode> seen = new ArrayList<>();
        nodes("/components/messages/*")
                .forEach(message -> message.path("examples").forEach(example -> {
                    seen.add(example);
                    wrong.addAll(Contract.ASYNCAPI.misfits(message.path("headers"), example.path("headers")));
                    wrong.addAll(Contract.ASYNCAPI.misfits(message.path("payload"), example.path("payload")));
                }));
        assertThat(wrong).isEmpty();
        assertThat(seen).hasSizeGreaterThan(12);
    }

    // What it says.

    /** The events of the page's tables and the fields of their data. */
    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> events = new TreeMap<>();
        for (String line : Files.readAllLines(HTTP)) {
            Matcher row = EVENT.matcher(line);
            if (row.matches()) {
                FIELD.matcher(row.group(2)).results().forEach(field -> events.computeIfAbsent(
                                row.group(1), name -> new TreeSet<>())
                        .add(field.group(1)));
            }
        }
        return events;
    }

    @Test
    void theEventsAndTheirFieldsAreThoseOfThePage() throws IOException {
        Map<String, Set<String>> described = new TreeMap<>();
        for (String stream : List.of("connect", "answer", "doctor")) {
            AsyncApi.messages(stream).values().forEach(message -> {
                String name = message.path("name").asString("");
                JsonNode payload = Contract.ASYNCAPI.resolve(message.path("payload"));
                if (!name.isEmpty()) {
                    described.put(name, new TreeSet<>(payload.path("properties").propertyNames()));
                }
            });
        }
        assertThat(described).isEqualTo(documented());
    }

    @Test
    void theHubsOwnNamesCannotBePublished() {
        Set<String> reserved = texts(TREE.at("/components/schemas/PublishedEventName/not/enum"));
        assertThat(reserved)
                .isEqualTo(
                        texts(Contract.OPENAPI.tree().at("/components/schemas/Publication/properties/event/not/enum")))
                .allMatch(EventNames::isReserved);
        Set<String> own = new TreeSet<>();
        Stream.of("connect", "answer")
                .flatMap(stream -> AsyncApi.messages(stream).values().stream())
                .forEach(message -> own.add(message.path("name").asString("")));
        own.remove("");
        own.addAll(Set.of("error", "open"));
        assertThat(own).isEqualTo(reserved);
    }

    @Test
    void reasonsAndCodesAreThoseOfTheCode() throws IOException {
        assertThat(enumOf("Gap", "reason"))
                .isEqualTo(Stream.of(GapReason.values()).map(GapReason::code).collect(toCollection(TreeSet::new)));
        assertThat(Stream.of(Ending.values()).map(Ending::code)).containsAll(enumOf("Disconnected", "reason"));
        assertThat(texts(Contract.OPENAPI.tree().at("/components/schemas/Ended/properties/reason/enum")))
                .isEqualTo(Stream.of(Ending.values()).map(Ending::code).collect(toCollection(TreeSet::new)));
        Set<String> errors = new TreeSet<>();
        Files.readAllLines(HTTP).stream()
                .dropWhile(line -> !line.startsWith("| `code` of `messageError`"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .forEach(line -> errors.add(line.split("`")[1]));
        assertThat(enumOf("MessageError", "code"))
                .isEqualTo(errors)
                .isEqualTo(texts(Contract.OPENAPI.tree().at("/components/schemas/AnswerErrorCode/enum")));
    }

    @Test
    void bothDocumentsAreOfTheSameVersion() throws IOException {
        String version = TREE.at("/info/version").asString();
        assertThat(Contract.OPENAPI.tree().at("/info/version").asString()).isEqualTo(version);
        assertThat(Files.readString(Path.of("..", "pom.xml")))
                .containsPattern(
                        "<artifactId>ssehub</artifactId>\\s*<version>" + Pattern.quote(version) + "(-SNAPSHOT)?<");
    }

    // The check that all tests of this module make of whatever they hear.

    @Test
    void anEventThatIsNotDescribedIsNotTaken() {
        AsyncApi stream = AsyncApi.of("/api/sse/connect/alice?topics=news");
        String gap =
                "event: gap\ndata: {\"channel\":\"topic/news\",\"reason\":\"trimmed\",\"from\":null,\"to\":\"0-0\"}\nid: 1-x";
        assertThat(stream.misfitsOf(gap)).isEmpty();
        assertThat(stream.misfitsOf(gap.replace("\nid: 1-x", "")))
                .as("no cursor")
                .isNotEmpty();
        assertThat(stream.misfitsOf(gap.replace("trimmed", "bored"))).isNotEmpty();
        assertThat(stream.misfitsOf(gap.replace("\"to\"", "\"until\""))).isNotEmpty();
        assertThat(stream.misfitsOf("event: note\ndata: 1\nid: 1-x")).isEmpty();
        assertThat(stream.misfitsOf("event: open\ndata: 1\nid: 1-x")).isNotEmpty();
        assertThat(stream.misfitsOf("event: heartbeat\ndata: {\"ping\":1}")).isEmpty();
        assertThat(stream.misfitsOf("event: heartbeat\ndata: {\"ping\":1}\nid: 1-x"))
                .isNotEmpty();
        AsyncApi wrapped = AsyncApi.of("/api/sse/connect/alice?envelope=true");
        assertThat(wrapped.misfitsOf("event: note\ndata: 1\nid: 1-x")).isNotEmpty();
        assertThat(AsyncApi.of("/api/sse/nothing").misfitsOf(gap)).isNotEmpty();
    }
}
