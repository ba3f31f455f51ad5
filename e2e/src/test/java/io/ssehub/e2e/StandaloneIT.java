package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Unspeakable;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.Ports;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The quick start as a newcomer meets it. */
class StandaloneIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String QUESTION = "what-only-alice-has-asked";

    private static final Unspeakable UNSPEAKABLE = new Unspeakable();

    private static URI first;
    private static URI second;
    private static JarProcess standalone;

    @BeforeAll
    static void start() {
        int firstPort = Ports.free();
        int secondPort = Ports.free();
        first = URI.create("http://localhost:" + firstPort);
        second = URI.create("http://localhost:" + secondPort);
        standalone = JarProcess.start(JarLaunch.of("standalone", "standalone", secondPort)
                .with(
                        "--ports=" + firstPort + "," + secondPort,
                        "--hub.redis.command-timeout=30s",
                        "--worker.scripted.min-pause=0ms",
                        "--worker.scripted.max-pause=0ms"));
        standalone.awaitReady();
        Await.until(
                "the other node is ready, too",
                DEADLINE,
                () -> Http.send(HttpRequest.newBuilder(first.resolve("/actuator/health/readiness")))
                                .statusCode()
                        == 200);
    }

    @AfterAll
    static void endsBySigterm() {
        try (JarProcess process = standalone) {
            assertThat(process.stop()).isEqualTo(143);
            assertThat(UNSPEAKABLE.foundIn(process.log()))
                    .as("neither questions nor answers are logged")
                    .isEmpty();
        }
    }

    @Test
    void oneProcessAnswersOnTwoNodes() {
        String id = Http.post(first, "/api/sse/chat/alice", "{\"message\":\"" + QUESTION + "\"}")
                .get("id")
                .asString();
        Await.until(
                "the answer is complete on the other node",
                DEADLINE,
                () -> Http.message(second, "alice", id).get("state").asString().equals("completed"));
        UNSPEAKABLE.text(Http.message(second, "alice", id).get("text").asString());
        UNSPEAKABLE.word(QUESTION);
        assertThat(Http.send(HttpRequest.newBuilder(second.resolve("/api/sse/chat/alice"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"message\":{\"" + QUESTION + "\":1}}")))
                        .statusCode())
                .isEqualTo(400);

        JsonNode nodes = Http.get(first, "/page.json").get("nodes");
        assertThat(nodes.get(0).get("url").asString()).isEmpty();
        assertThat(nodes.get(1).get("url").asString()).isEqualTo(second.toString());
        Await.until("it says where to go", DEADLINE, () -> standalone.log().contains("Open " + first));
    }
}
