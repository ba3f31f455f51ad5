package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Jvm;
import io.ssehub.e2e.fixture.ModelServer;
import io.ssehub.e2e.fixture.TraceReceiver;
import io.ssehub.e2e.fixture.TraceReceiver.Received;
import io.ssehub.loadtest.Await;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace from the question to its ending, over a hub and workers as processes, as a collector gets it. */
class TracesIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final String TEXT = "very-private-words";
    private static final String CALLER = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS_SPAN = "b7ad6b7169203331";
    private static final String POST = "POST /api/sse/chat/{clientId}";
    private static final List<String> ALL = List.of(POST, "queue wait", "attempt", "provider call");

    /** The message id. */
    private static String ask(URI hub, String client, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve("/api/sse/chat/" + client))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"" + TEXT + "\"}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        JsonNode answer = JsonMapper.shared().readTree(Http.send(request).body());
        return answer.path("id").asString();
    }

    private static void awaitState(URI hub, String client, String id, String state) {
        Await.until(
                () -> "it is " + state,
                DEADLINE,
                () -> Http.message(hub, client, id).path("state").asString().equals(state));
    }

    private static Received only(TraceReceiver receiver, String name) {
        Await.until(() -> name + " has come: " + receiver.spans(), DEADLINE, () -> !receiver.named(name)
                .isEmpty());
        assertThat(receiver.named(name)).hasSize(1);
        return receiver.named(name).getFirst();
    }

    @Test
    void aQuestionIsOneTraceFromItsCallerToItsProvider() {
        try (TraceReceiver receiver = new TraceReceiver();
                ModelServer model = ModelServer.parrot();
                Cluster cluster = Cluster.of(1)
                        .workers(1, Duration.ZERO)
                        .all(launch -> launch.with(receiver.args()))
                        .workers(launch -> launch.with(model.workerArgs()))
                        .start()) {
            URI hub = cluster.uris().getFirst();
            String id = ask(hub, "alice", "traceparent", "00-" + CALLER + "-" + CALLERS_SPAN + "-01");
            awaitState(hub, "alice", id, "completed");
            Received post = only(receiver, POST);
            Received wait = only(receiver, "queue wait");
            Received attempt = only(receiver, "attempt");
            Received provider = only(receiver, "provider call");
            assertThat(List.of(post, wait, attempt, provider))
                    .allMatch(span -> span.trace().equals(CALLER))
                    .allMatch(span -> span.beginNanos() <= span.endNanos())
                    .noneMatch(Received::failed)
                    .extracting(Received::service)
                    .containsExactly("hub", "chat-worker", "chat-worker", "chat-worker");
            assertThat(post.parent()).isEqualTo(CALLERS_SPAN);
            assertThat(wait.parent()).isEqualTo(post.id());
            assertThat(attempt.parent()).isEqualTo(post.id());
            assertThat(provider.parent()).isEqualTo(attempt.id());
            assertThat(attempt.attributes())
                    .containsEntry("ssehub.message.id", id)
                    .containsEntry("ssehub.attempt", "1")
                    .containsEntry("ssehub.outcome", "completed")
                    .containsEntry("ssehub.code", "stop");
            assertThat(receiver.spans().toString()).doesNotContain(TEXT).doesNotContain("alice");
            assertThat(receiver.spans())
                    .as("no other call is traced, probes and scrapes least of all")
                    .allMatch(span -> ALL.contains(span.name()));
        }
    }

    @Test
    void theAttemptOfAnotherWorkerAfterTheFirstHasDiedIsPartOfTheSameTrace() {
        try (TraceReceiver receiver = new TraceReceiver();
                Cluster cluster = Cluster.of(1)
                        .workers(1, Duration.ofMinutes(5))
                        .all(launch -> launch.with(receiver.args()))
                        .workers(launch -> launch.with("--worker.lease=4s"))
                        .start()) {
            URI hub = cluster.uris().getFirst();
            String id = ask(hub, "alice");
            awaitState(hub, "alice", id, "running");
            Received post = only(receiver, POST);
            Received wait = only(receiver, "queue wait");
            cluster.worker(0).kill();
            try (JarProcess _ = JarProcess.start(JarLaunch.worker("worker-other", cluster.prefix(), Duration.ZERO)
                    .with("--worker.lease=4s")
                    .with(receiver.args()))) {
                awaitState(hub, "alice", id, "completed");
                Received second = only(receiver, "attempt");
                Received provider = only(receiver, "provider call");
                assertThat(List.of(wait, second, provider))
                        .allMatch(span -> span.trace().equals(post.trace()));
                assertThat(post.parent()).isEmpty();
                assertThat(second.parent()).isEqualTo(post.id());
                assertThat(provider.parent()).isEqualTo(second.id());
                assertThat(second.attributes())
                        .containsEntry("ssehub.message.id", id)
                        .containsEntry("ssehub.attempt", "2");
                assertThat(receiver.named("queue wait"))
                        .as("it has waited once")
                        .hasSize(1);
            }
        }
    }

    @Test
    void unlessSomebodyIsNamedNothingOfItIsThere() {
        try (TraceReceiver receiver = new TraceReceiver();
                Cluster off = Cluster.of(1).workers(1, Duration.ZERO).start();
                JarProcess on = JarProcess.start(
                                JarLaunch.hub("hub-traced", off.prefix()).with(receiver.args()))
                        .awaitReady()) {
            URI hub = off.uris().getFirst();
            awaitState(hub, "alice", ask(hub, "alice"), "completed");
            for (JarProcess process : List.of(off.hub(0), off.worker(0))) {
                assertThat(Jvm.of(process).classes("io.opentelemetry.sdk")).isEmpty();
                assertThat(Jvm.of(process).classes("io.opentelemetry.exporter")).isEmpty();
            }
            assertThat(Jvm.of(on).classes("io.opentelemetry.sdk"))
                    .as("the look would see it")
                    .isNotEmpty();
            String traced = ask(on.uri(), "bob");
            awaitState(hub, "bob", traced, "completed");
            Received post = only(receiver, POST);
            assertThat(post.attributes()).containsEntry("ssehub.message.id", traced);
            assertThat(receiver.spans())
                    .as("a worker that knows nothing of traces leaves them alone")
                    .hasSize(1);
        }
    }
}
