package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Unspeakable;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.Ports;
import io.ssehub.starter.subscribe.HubSubscriber;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The quick start as a newcomer meets it, and an application that publishes to it. */
class StandaloneIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Path SAMPLE =
            Path.of(System.getProperty("ssehub.root", "..")).resolve("samples/order-status");
    private static final String QUESTION = "what-only-alice-has-asked";
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```bash\n(.*?)^```$");

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

    @Test
    void theSampleTellsItsCustomersAsItsPageSays() throws IOException {
        int port = Ports.free();
        try (JarProcess shop = JarProcess.start(JarLaunch.of("samples/order-status", "order-status", port)
                        .at(port)
                        .with(
                                "--hub.publisher.url=" + first,
                                "--hub.publisher.timeout=1m",
                                "--management.endpoint.health.probes.enabled=true"));
                HubSubscriber bob = HubSubscriber.of(second.toString(), "bob")
                        .onEvent(event -> bobs.add(event.type() + " " + event.data()))
                        .open()) {
            shop.awaitReady();
            String commands = commands()
                    .get(2)
                    .replace("http://localhost:8082", shop.uri().toString())
                    .replace("http://localhost:8081", second.toString())
                    .replace("-m 3 ", "-m 120 ");
            assertThat(commands).contains(shop.uri().toString(), second.toString());
            awaitOutput(
                    commands, Pattern.compile("(?s)\\d+-\\d+.*event: shipped\\s+data: \\{\"order\":42}\\s+id: \\S+"));

            bob.awaitConnected(DEADLINE);
            Http.send(HttpRequest.newBuilder(shop.uri().resolve("/orders/7/ship?customer=bob"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
            Await.until("bob is told, and only he", DEADLINE, () -> bobs.contains("shipped {\"order\":7}"));
            assertThat(bobs).hasSize(1);
            JsonNode health =
                    Http.get(shop.uri(), "/actuator/health").get("components").get("hub");
            assertThat(health.get("status").asString()).isEqualTo("UP");
        }
    }

    private final Queue<String> bobs = new ConcurrentLinkedQueue<>();

    private static List<String> commands() throws IOException {
        return COMMANDS.matcher(Files.readString(SAMPLE.resolve("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** Runs it until it has said what is expected. */
    private static void awaitOutput(String commands, Pattern expected) throws IOException {
        Process shell = new ProcessBuilder("bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        try (InputStream out = shell.getInputStream()) {
            byte[] some = new byte[8192];
            while (!expected.matcher(said).find()) {
                int length = out.read(some);
                assertThat(length).as("it ended, and has said: " + said).isPositive();
                said.append(new String(some, 0, length, StandardCharsets.UTF_8));
            }
        } finally {
            shell.descendants().forEach(ProcessHandle::destroy);
            shell.destroy();
        }
    }
}
