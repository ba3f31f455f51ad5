package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The documented calls are those that exist, both ways. */
class MappingsIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "http.md");
    private static final Pattern CALL = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE) (/\\S*)`");

    /** Calls that no controller answers: files and Spring Boot's own. */
    private static final Set<String> OTHERS = Set.of(
            "GET /",
            "GET /hub-client.js",
            "GET /openapi.yaml",
            "GET /asyncapi.yaml",
            "GET /actuator/health/liveness",
            "GET /actuator/prometheus");

    private static HubNode node;

    @BeforeAll
    static void start() {
        node = HubNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** The calls named in the first table of the page on the HTTP interface. */
    private static Set<String> documented() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> CALL.matcher(line).results())
                .map(call -> call.group(1) + " " + call.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theDocumentedCallsAreThoseThatExist() throws IOException {
        Set<String> mapped = new TreeSet<>(OTHERS);
        RequestMappingHandlerMapping mapping =
                node.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        mapping.getHandlerMethods().forEach((info, method) -> {
            if (method.getBeanType() != FallbackErrorController.class) {
                assertThat(info.getMethodsCondition().getMethods())
                        .as("%s answers to any method", info)
                        .isNotEmpty();
                info.getMethodsCondition().getMethods().forEach(verb -> info.getPatternValues()
                        .forEach(path -> mapped.add(verb + " " + path)));
            }
        });
        assertThat(mapped).containsExactlyInAnyOrderElementsOf(documented());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/hub-client.js",
                "/page.json",
                "/console",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void thePageAndTheOperationsCallsAnswer(String path) {
        assertThat(node.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/shutdown", "/actuator/beans"})
    void nothingElseOfTheInsideIsShown(String path) {
        assertThat(node.get(path).status()).isEqualTo(404);
    }
}
