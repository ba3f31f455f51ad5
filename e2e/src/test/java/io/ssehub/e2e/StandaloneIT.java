package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.Ports;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The quick start as a newcomer meets it. */
class StandaloneIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @Test
    void oneProcessAnswersOnTwoNodes() {
        int firstPort = Ports.free();
        int secondPort = Ports.free();
        try (JarProcess standalone = JarProcess.start(JarLaunch.of("standalone", "standalone", secondPort)
                .with(
                        "--ports=" + firstPort + "," + secondPort,
                        "--hub.redis.command-timeout=30s",
                        "--worker.scripted.min-pause=0ms",
                        "--worker.scripted.max-pause=0ms"))) {
            standalone.awaitReady();
            URI first = URI.create("http://localhost:" + firstPort);
            URI second = URI.create("http://localhost:" + secondPort);
            Await.until(
                    "the other node is ready, too",
                    DEADLINE,
                    () -> Http.send(HttpRequest.newBuilder(first.resolve("/actuator/health/readiness")))
                                    .statusCode()
                            == 200);
            String id = Http.post(first, "/api/sse/chat/alice", "{\"message\":\"hello\"}")
                    .get("id")
                    .asString();
            Await.until("the answer is complete on the other node", DEADLINE, () -> Http.message(second, "alice", id)
                    .get("state")
                    .asString()
                    .equals("completed"));
            assertThat(Http.message(second, "alice", id).get("text").asString()).isNotEmpty();

            JsonNode nodes = Http.get(first, "/page.json").get("nodes");
            assertThat(nodes.get(0).get("url").asString()).isEmpty();
            assertThat(nodes.get(1).get("url").asString()).isEqualTo(second.toString());
            Await.until("it says where to go", DEADLINE, () -> standalone.log().contains("Open " + first));
            assertThat(standalone.stop()).isEqualTo(143);
        }
    }
}
