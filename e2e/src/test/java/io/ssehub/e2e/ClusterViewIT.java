package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.Ending;
import io.ssehub.loadtest.hub.Subscription;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators see of hubs and workers that are processes, and what they can do to one by way of another. */
class ClusterViewIT {
    private static final String CLUSTER = "/api/sse/cluster";
    private static final int READERS = 60;
    private static final int PER_SECOND = 50;
    private static final int ACCEPTED = 202;

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        // A busy machine may pause a hub for longer than a second; nothing here is about that.
        cluster = Cluster.of(2)
                .workers(1, Duration.ZERO)
                .hubArgs("--hub.drain.window=2s", "--hub.cluster.timeout=1m")
                .start();
        awaitNames(Set.of("hub-0", "hub-1"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static URI hub() {
        return cluster.hub(0).uri();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> names() {
        return all(Http.get(hub(), CLUSTER).path("nodes"))
                .map(node -> node.path("name").asString())
                .collect(Collectors.toSet());
    }

    private static void awaitNames(Set<String> names) {
        Await.until(() -> names + " are there, not " + names(), Load.DEADLINE, () -> names().equals(names));
    }

    private static JsonNode seen(JarProcess hub) {
        Optional<JsonNode> node = all(Http.get(hub(), CLUSTER).path("nodes"))
                .filter(each -> each.path("name").asString().equals(hub.name()))
                .findFirst();
        return node.orElseThrow(() -> new AssertionError(hub.name() + " is not there"));
    }

    private static int call(String method, String path) {
        HttpResponse<String> answer = Http.send(
                HttpRequest.newBuilder(hub().resolve(path)).method(method, HttpRequest.BodyPublishers.noBody()));
        return answer.statusCode();
    }

    private static List<JsonNode> connections(String clientId) {
        return all(Http.get(hub(), "/api/sse/clients/" + clientId).path("connections"))
                .toList();
    }

    @Test
    void whoIsKilledIsGoneAndComesBackAsSomebodyElse() {
        Await.until(
                "the worker is there",
                Load.DEADLINE,
                () -> Http.get(hub(), CLUSTER)
                                .path("workers")
                                .path(0)
                                .path("capacity")
                                .asInt()
                        == 16);
        JarProcess doomed = cluster.hub(1);
        String id = seen(doomed).path("node").asString();
        assertThat(seen(doomed).path("version").asString()).isEqualTo(System.getProperty("ssehub.version"));
        doomed.kill();
        cluster.worker(0).kill();
        awaitNames(Set.of("hub-0"));
        Await.until("the worker is gone", Load.DEADLINE, () -> Http.get(hub(), CLUSTER)
                .path("workers")
                .isEmpty());
        doomed.restart().awaitReady();
        cluster.worker(0).restart().awaitReady();
        awaitNames(Set.of("hub-0", "hub-1"));
        assertThat(seen(doomed).path("node").asString()).isNotEqualTo(id);
    }

    @Test
    void aClientIsFoundOnBothHubsAndOneOfItsConnectionsIsEnded() {
        String other = seen(cluster.hub(1)).path("node").asString();
        // Two judges, since one tells readers apart by their client.
        try (Load here = Load.on(cluster.uris()).readers(0).open();
                Load there = Load.on(cluster.uris()).readers(0).open()) {
            here.open(Subscription.of("found"), 0);
            LoadReader ended = there.open(Subscription.of("found"), 1);
            here.awaitWelcomed();
            there.awaitWelcomed();
            assertThat(ended.node()).isEqualTo("hub-1");
            List<JsonNode> both = connections("found");
            assertThat(both).hasSize(2);
            String id = both.stream()
                    .filter(connection -> connection.path("node").asString().equals(other))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
            assertThat(call("DELETE", "/api/sse/connections/" + id)).isEqualTo(ACCEPTED);
            Await.until("told to stay away", Load.DEADLINE, () -> there.endings(Ending.NO_CONTENT) == 1);
            assertThat(ended.notices()).extracting(LoadReader.Notice::code).contains("operator");
            assertThat(connections("found")).hasSize(1);
            JsonNode endings = Http.get(hub(), CLUSTER + "/endings").path("endings");
            assertThat(all(endings).filter(was -> was.path("id").asString().equals(id)))
                    .singleElement()
                    .satisfies(was -> assertThat(was.path("reason").asString()).isEqualTo("operator"));
        }
    }

    @Test
    void aHubIsDrainedByAnotherAndTakenBackAndNothingIsLost() throws InterruptedException {
        JarProcess drained = cluster.hub(1);
        String drain = CLUSTER + "/" + seen(drained).path("node").asString() + "/drain";
        try (Load load = Load.on(cluster.uris()).readers(READERS).open()) {
            Publishing publishing = load.publish(PER_SECOND);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            List<LoadReader> moving = load.readersOn(drained.name());
            assertThat(moving).isNotEmpty();
            Load.awaitMove(moving, () -> assertThat(call("POST", drain)).isEqualTo(ACCEPTED));
            Await.until("all have left", Load.DEADLINE, () -> {
                JsonNode seen = seen(drained);
                return seen.path("connections").asInt() == 0
                        && seen.path("draining").asBoolean()
                        && !seen.path("ready").asBoolean();
            });
            assertThat(drained.isReady()).isFalse();
            assertThat(drained.isAlive()).isTrue();
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);

            assertThat(call("DELETE", drain)).isEqualTo(ACCEPTED);
            drained.awaitReady();
            Await.until("it is seen to serve", Load.DEADLINE, () -> seen(drained)
                    .path("ready")
                    .asBoolean());
            List<LoadReader> back = load.readersOn(cluster.hub(0).name());
            back.forEach(reader -> reader.sse().leave().join());
            back.forEach(reader -> reader.sse().comeBack().join());
            load.awaitWelcomed();
            Await.until(
                    "some are on it again",
                    Load.DEADLINE,
                    () -> drained.metrics().sum("hub_connections") > 0);
            publishing.awaitMore(PER_SECOND, Load.DEADLINE);
            publishing.stop();
            load.awaitArrival();
            load.assertNothingWrong().assertNoGap();
            assertThat(load.readers()).allMatch(reader -> reader.judged().isCaughtUp());
        }
    }
}
