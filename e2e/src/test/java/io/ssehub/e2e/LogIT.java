package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.channel.ClientNames;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What hub and worker write to their logs in a run with connections, questions, refusals and a broken generation. */
class LogIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String TEXT = "very-private-words";
    private static final int EVENTS = 60;

    private final String client = "mallory-" + UUID.randomUUID();
    private final String hash = new ClientNames(true).shown(client);

    /** The logs of a hub and of a worker after the run. */
    private record Logs(List<String> hub, List<String> worker) {
        List<String> mentioning(String text) {
            return hub.stream().filter(line -> line.contains(text)).toList();
        }

        String all() {
            return String.join("\n", hub) + "\n" + String.join("\n", worker);
        }
    }

    private Logs run(String... settings) throws IOException, InterruptedException {
        String prefix = RedisFixture.freshPrefix();
        try (JarProcess hub = JarProcess.start(JarLaunch.hub("hub-log", prefix)
                        .with("--hub.http.get-actions=true")
                        .with(settings));
                JarProcess worker = JarProcess.start(JarLaunch.worker("worker-log", prefix, Duration.ZERO)
                        // Nobody answers there: a generation that fails is a line in the log.
                        .with(
                                "--worker.generator=openai",
                                "--spring.ai.openai.base-url=http://127.0.0.1:1/v1",
                                "--spring.ai.openai.chat.model=none",
                                "--worker.provider.retries=0")
                        .with(settings))) {
            hub.awaitReady();
            worker.awaitReady();
            exercise(hub.uri());
            Await.until(() -> "the connection's end is logged: " + hub.log(), DEADLINE, () -> hub.log()
                    .contains("disconnected"));
            Await.until(() -> "the failure is logged: " + worker.log(), DEADLINE, () -> worker.log()
                    .contains("generation failed"));
            hub.stop();
            worker.stop();
            return new Logs(hub.log().lines().toList(), worker.log().lines().toList());
        }
    }

    private void exercise(URI hub) throws IOException, InterruptedException {
        try (InputStream stream = CLIENT.send(
                        HttpRequest.newBuilder(hub.resolve("/api/sse/connect/" + client + "?topics=many"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            for (int i = 0; i < EVENTS; i++) {
                Http.post(hub, "/api/sse/publish", "{\"topic\":\"many\",\"event\":\"tick\",\"data\":\"" + TEXT + "\"}");
            }
            String words = URLEncoder.encode(TEXT, StandardCharsets.UTF_8);
            String id = Http.get(hub, "/api/sse/chat/" + client + "/" + words)
                    .path("id")
                    .asString();
            Await.until(
                    "the answer ends",
                    DEADLINE,
                    () -> Http.message(hub, client, id).path("state").asString().equals("failed"));
            for (String refused : List.of(
                    "/api/sse/chat/" + client + "/" + words + "/" + words,
                    "/api/sse/chat/" + client + "/" + words + "%2f",
                    "/api/sse/nothing/" + client + "/" + words,
                    "/api/sse/connect/" + client + "?from=" + words,
                    "/api/sse/connect/" + client + "?client=" + words,
                    "/api/sse/doctor?seconds=" + words)) {
                assertThat(Http.send(HttpRequest.newBuilder(hub.resolve(refused)))
                                .statusCode())
                        .as(refused)
                        .isBetween(400, 499);
            }
            Http.send(HttpRequest.newBuilder(hub.resolve("/api/sse/chat/" + client))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"message\":{\"" + TEXT + "\":1}}")));
            Http.send(HttpRequest.newBuilder(hub.resolve("/api/sse/chat/" + client + "/" + words))
                    .method("PATCH", HttpRequest.BodyPublishers.noBody()));
            Http.send(HttpRequest.newBuilder(hub.resolve("/api/sse/disconnect/" + client))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            stream.readAllBytes();
        }
    }

    @Test
    void aConnectionsBeginAndEndAreTheOnlyLinesAboutItAndNoMessageIsEverThere() throws Exception {
        Logs logs = run();
        assertThat(logs.mentioning(client)).hasSize(2).allMatch(line -> line.contains("INFO"));
        assertThat(logs.mentioning(client).getFirst()).contains("opened for " + client);
        assertThat(logs.mentioning(client).getLast()).endsWith("of " + client + " ended: disconnected");
        assertThat(logs.hub()).as("no line for each event").hasSizeLessThan(EVENTS);
        assertThat(logs.all()).doesNotContain(TEXT);
    }

    @Test
    void whereClientsAreMaskedNoLineNamesOneAndEachIsJsonWithItsFields() throws Exception {
        Logs logs = run("--hub.log.mask-clients=true", "--logging.structured.format.console=ecs");
        assertThat(logs.all()).doesNotContain(client).doesNotContain(TEXT);
        // What the JVM itself says, such as of its class cache, is not of the log.
        List<JsonNode> lines =
                logs.mentioning(hash).stream().map(JSON::readTree).toList();
        assertThat(lines).hasSize(2);
        JsonNode opened = lines.getFirst().path("hub");
        JsonNode ended = lines.getLast().path("hub");
        assertThat(opened.path("node").asString()).isEqualTo("hub-log");
        assertThat(opened.path("client").asString()).isEqualTo(hash);
        assertThat(opened.path("connection").asString()).isNotEmpty();
        assertThat(ended.path("connection")).isEqualTo(opened.path("connection"));
        assertThat(ended.path("reason").asString()).isEqualTo("disconnected");
        JsonNode failed = logs.worker().stream()
                .filter(line -> line.contains("generation failed"))
                .map(JSON::readTree)
                .findFirst()
                .orElseThrow();
        assertThat(failed.path("hub").path("client").asString()).isEqualTo(hash);
        assertThat(failed.path("message").asString())
                .startsWith(failed.path("hub").path("message").asString() + ": generation failed");
    }
}
