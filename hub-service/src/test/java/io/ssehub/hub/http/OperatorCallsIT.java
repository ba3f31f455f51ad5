package io.ssehub.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which calls are for operators, and that each of them is guarded. */
class OperatorCallsIT {
    private static HubNode node;

    @BeforeAll
    static void start() {
        node = HubNode.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** Whether each call there is is for operators. */
    private static Map<String, Boolean> calls() {
        Map<String, Boolean> calls = new TreeMap<>();
        node.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(verb -> info.getPatternValues()
                                .forEach(path -> calls.put(
                                        verb + " " + path,
                                        method.getBeanType().isAnnotationPresent(ForOperators.class)))));
        return calls;
    }

    @Test
    void whateverLooksIntoTheClusterOrActsUponItIsForOperators() {
        Set<String> forOperators = new TreeSet<>();
        calls().forEach((call, guarded) -> {
            if (guarded) {
                forOperators.add(call);
            }
        });
        assertThat(forOperators)
                .contains(
                        "GET /api/sse/cluster",
                        "GET /api/sse/cluster/endings",
                        "POST /api/sse/cluster/{node}/drain",
                        "DELETE /api/sse/cluster/{node}/drain",
                        "GET /api/sse/clients/{clientId}",
                        "DELETE /api/sse/connections/{connectionId}",
                        "GET /api/sse/dead-letters",
                        "POST /api/sse/dead-letters/{id}/requeue",
                        "DELETE /api/sse/dead-letters/{id}")
                .noneMatch(call -> call.contains("/connect/") || call.contains("/chat/"));
    }

    @Test
    void eachOfThemIsRefusedToWhoeverIsNone() {
        calls().forEach((call, guarded) -> {
            if (guarded) {
                String path = call.substring(call.indexOf(' ') + 1).replaceAll("\\{\\w+}", "x1");
                String verb = call.substring(0, call.indexOf(' '));
                Answer refused = node.call(verb, path, "", "", "X-Forwarded-For: 127.0.0.1");
                assertThat(refused.status()).as(call).isEqualTo(403);
                assertThat(refused.field("code")).isEqualTo("loopback_only");
                assertThat(refused.field("detail")).isNotEmpty();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void noForwardedHeaderMakesAnOperator(String strategy) {
        try (HubNode behind = HubNode.start("server.forward-headers-strategy=" + strategy)) {
            for (String header : new String[] {"X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1"}) {
                assertThat(behind.call("GET", "/api/sse/cluster", "", "", header)
                                .status())
                        .as("%s, %s", strategy, header)
                        .isEqualTo(403);
            }
            assertThat(behind.get("/api/sse/cluster").status()).isEqualTo(200);
        }
    }

    @Test
    void aStreamThatWasLetInEndsWithoutBeingAskedAgain() {
        try (StreamClient watcher = StreamClient.connect(node.port(), "/api/sse/cluster", null)) {
            watcher.await("cluster");
        }
        Wait.until("it is gone", () -> node.meter("hub.connections") == 0);
        Wait.until("the web server knows", () -> node.activeRequests() == 0);
    }
}
