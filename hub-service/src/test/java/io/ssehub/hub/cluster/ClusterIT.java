package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.redis.RedisLink;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is there, as any node tells it. */
class ClusterIT {
    private static final String CLUSTER = "/api/sse/cluster";
    /** Nothing here is about nodes that do not answer. */
    private static final String PATIENT = "hub.cluster.timeout=1m";

    private static final String PREFIX = RedisFixture.freshPrefix();

    private static HubNode one;
    private static HubNode two;

    @BeforeAll
    static void start() {
        one = HubNode.startWith(PREFIX, "hub.node.name=hub-1", PATIENT);
        two = HubNode.startWith(PREFIX, "hub.node.name=hub-2", PATIENT);
        Wait.until("each says that it is there", () -> nodes(cluster(one)).size() == 2);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static String id(HubNode node) {
        return node.bean(NodeId.class).value();
    }

    private static List<JsonNode> nodes(JsonNode cluster) {
        return StreamSupport.stream(cluster.path("nodes").spliterator(), false).toList();
    }

    /** What the others are told of a node; missing if it is not there. */
    private static JsonNode seen(JsonNode cluster, String id) {
        return nodes(cluster).stream()
                .filter(node -> node.path("node").asString().equals(id))
                .findFirst()
                .orElse(cluster.path("missing"));
    }

    private static JsonNode cluster(HubNode asked) {
        Answer answer = asked.get(CLUSTER);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void everyNodeIsSeenByEachWithWhatItsMetersShow() {
        try (StreamClient alice = two.connect("cluster-alice", "topics=cluster-t")) {
            alice.await("systemMessage");
            two.publish(Channel.topic("cluster-t"), 1);
            alice.await("tick");
            Wait.until("it is told of", () -> {
                JsonNode two = seen(cluster(one), id(ClusterIT.two));
                return two.path("connections").asInt() == ClusterIT.two.meter("hub.connections")
                        && two.path("opened").asLong() == ClusterIT.two.meter("hub.connections.opened")
                        && two.path("delivered").asLong() == ClusterIT.two.meter("hub.events.delivered")
                        && two.path("bytes").asLong() == ClusterIT.two.meter("hub.events.delivered.size")
                        && two.path("received").asLong() == ClusterIT.two.meter("hub.messages.received")
                        && two.path("connections").asInt() == 1;
            });
            JsonNode node = seen(cluster(one), id(two));
            assertThat(node.path("name").asString()).isEqualTo("hub-2");
            assertThat(node.path("version").asString()).isNotEmpty();
            assertThat(node.path("since").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.+Z");
            assertThat(node.path("seen").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.+Z");
            assertThat(node.path("channels").asInt()).isGreaterThanOrEqualTo(4);
            assertThat(node.path("ready").asBoolean()).isTrue();
            assertThat(node.path("draining").asBoolean()).isFalse();
            assertThat(two.post("/api/sse/disconnect/cluster-alice").status()).isEqualTo(202);
            alice.await("disconnected");
        }
        Wait.until(
                "ended ones are counted",
                () -> seen(cluster(one), id(two)).path("ended").asLong() >= 1);
        assertThat(nodes(cluster(two)).stream().map(node -> node.path("name").asString()))
                .contains("hub-1", "hub-2");
        Wait.until("counted among the meters", () -> one.meter("hub.cluster.nodes") >= 2);
    }

    @Test
    void deliveriesAreTimedAndCountedByTheSecond() {
        try (StreamClient bob = one.connect("cluster-bob")) {
            bob.await("systemMessage");
            Wait.until("rates and times are told", () -> {
                for (int i = 0; i < 20; i++) {
                    one.publish(Channel.client("cluster-bob"), i);
                }
                JsonNode node = seen(cluster(two), id(one));
                return node.path("deliveredPerSecond").asDouble() > 0
                        && node.path("receivedPerSecond").asDouble() > 0
                        && node.path("bytesPerSecond").asDouble() > 0
                        && node.path("deliveryP50Millis").asDouble() > 0
                        && node.path("deliveryP99Millis").asDouble()
                                >= node.path("deliveryP50Millis").asDouble();
            });
        }
        Wait.until("at rest there is nothing to tell", () -> {
            JsonNode node = seen(cluster(two), id(one));
            return node.path("receivedPerSecond").asDouble() == 0
                    && node.path("deliveryP50Millis").isNull();
        });
    }

    @Test
    void aNodeThatStopsTakesItselfOut() {
        RedisLink link = one.bean(RedisLink.class);
        String leases;
        try (HubNode alone = HubNode.start()) {
            leases = alone.keys().nodes();
            Wait.until("it is there", () -> !seen(cluster(alone), id(alone)).isMissingNode());
        }
        // Nobody else is there to take out one whose lease is over.
        Wait.until(
                "it is not any more",
                () -> link.send(redis -> redis.hlen(leases))
                                .toCompletableFuture()
                                .join()
                        == 0);
    }

    @Test
    void nodesOfOtherVersionsAreShownAsFarAsTheyAreUnderstood() {
        try (OtherNode later = OtherNode.deaf(one, "later");
                OtherNode earlier = OtherNode.deaf(one, "earlier");
                OtherNode odd = OtherNode.deaf(one, "odd")) {
            later.report("{\"node\":\"later\",\"connections\":7,\"moods\":[{\"a\":1}]}");
            earlier.report("{\"node\":\"earlier\"}");
            odd.report("not JSON at all");
            JsonNode cluster = cluster(one);
            assertThat(seen(cluster, "later").path("connections").asInt()).isEqualTo(7);
            assertThat(seen(cluster, "earlier").path("connections").asInt(-1)).isZero();
            assertThat(seen(cluster, "odd").isMissingNode()).isTrue();
            assertThat(seen(cluster, id(one)).isMissingNode()).isFalse();
        }
    }

    @Test
    void whoKeepsAnotherHistoryThanTheOthersIsNoticed() {
        Wait.until(
                "all say the same",
                () -> cluster(one).path("sameHistory").asBoolean()
                        && nodes(cluster(one)).stream()
                                .allMatch(
                                        node -> node.path("history").asString().matches("[0-9a-f]{8}")));
        try (OtherNode other = OtherNode.deaf(one, "other")) {
            other.report("{\"node\":\"other\"}");
            assertThat(cluster(two).path("sameHistory").asBoolean())
                    .as("one that does not say")
                    .isTrue();
            other.report("{\"node\":\"other\",\"history\":\"00000000\"}");
            assertThat(cluster(two).path("sameHistory").asBoolean(true)).isFalse();
        }
    }

    @Test
    void workersAndWhatWaitsForThemAreSeen() {
        Leases workers = Leases.ofWorkers(one.bean(RedisLink.class), one.keys());
        String record =
                "{\"version\":\"1.2.3\",\"since\":\"2026-11-21T10:00:00Z\",\"running\":3,\"capacity\":16,\"later\":1}";
        Wait.until("seen within its lease", () -> {
            workers.renew("worker-1", record).toCompletableFuture().join();
            JsonNode worker = cluster(two).path("workers").path(0);
            return worker.path("worker").asString().equals("worker-1")
                    && worker.path("version").asString().equals("1.2.3")
                    && worker.path("since").asString().equals("2026-11-21T10:00:00Z")
                    && worker.path("running").asInt() == 3
                    && worker.path("capacity").asInt() == 16
                    && !worker.path("seen").asString().isEmpty();
        });
        assertThat(cluster(one).path("queue").path("waiting").asInt()).isZero();
        one.post("/api/sse/chat/cluster-carol", "{\"message\":\"hello\"}");
        assertThat(cluster(two).path("queue").path("waiting").asInt()).isEqualTo(1);
        Wait.until(
                "it ages", () -> cluster(two).path("queue").path("oldestMillis").asInt() > 0);
    }

    @Test
    void asAnEventStreamItIsToldAgainAndAgainUntilItIsEndedForGood() {
        String id;
        String cursor;
        try (StreamClient watcher = StreamClient.connect(one.port(), CLUSTER, null)) {
            assertThat(watcher.http().header("Content-Type")).startsWith("text/event-stream");
            Event welcome = watcher.await("systemMessage");
            assertThat(welcome.id()).isNotEmpty();
            for (int i = 0; i < 3; i++) {
                Event told = watcher.await("cluster");
                assertThat(told.id()).as("it moves no cursor").isNull();
                assertThat(nodes(told.json()).stream()
                                .map(node -> node.path("node").asString()))
                        .contains(id(one), id(two));
                assertThat(told.json().has("workers")).isTrue();
                assertThat(told.json().has("queue")).isTrue();
            }
            assertThat(one.meter("hub.connections"))
                    .as("it is a connection like others")
                    .isPositive();
            id = one.bean(Sessions.class).of("(cluster)").getFirst().id().value();
            assertThat(two.delete("/api/sse/connections/" + id).status()).isEqualTo(202);
            assertThat(watcher.await("disconnected").field("reason")).isEqualTo("operator");
            cursor = watcher.lastId();
        }
        try (StreamClient again = StreamClient.connect(two.port(), CLUSTER, cursor)) {
            assertThat(again.status()).isEqualTo(204);
        }
        try (StreamClient again = StreamClient.connect(two.port(), CLUSTER, "1")) {
            assertThat(again.await("cluster").json().has("nodes")).isTrue();
        }
    }

    @Test
    void withoutRedisNoNodePretendsToKnowTheCluster() {
        try (RedisProcess redis = RedisProcess.absent();
                HubNode alone = HubNode.startOn(redis.uri(), RedisFixture.freshPrefix())) {
            for (Answer answer : List.of(
                    alone.get(CLUSTER),
                    alone.get(CLUSTER + "/endings"),
                    alone.get("/api/sse/clients/alice"),
                    alone.delete("/api/sse/connections/c1"),
                    alone.post(CLUSTER + "/n1/drain"),
                    alone.delete(CLUSTER + "/n1/drain"))) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.field("code")).isEqualTo("redis_unavailable");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
            assertThat(alone.meter("hub.cluster.inquiries", "outcome", "failed"))
                    .isEqualTo(5);
            try (StreamClient watcher = StreamClient.connect(alone.port(), CLUSTER, "1")) {
                assertThat(watcher.status())
                        .as("one that was here before waits")
                        .isEqualTo(200);
                redis.restart();
                assertThat(nodes(watcher.await("cluster").json())).isNotNull();
            }
        }
    }
}
