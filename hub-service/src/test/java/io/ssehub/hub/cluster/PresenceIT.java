package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.Http;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.hub.node.NodeId;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where a client is connected, and ending one of its connections, whichever node is asked. */
class PresenceIT {
    /** Longer than any test may take: whoever waits for it fails. */
    private static final String FOR_EVER = "hub.cluster.timeout=1m";

    /** As the node has it. */
    private static final int MOST_AT_ONCE = 32;

    private final String prefix = RedisFixture.freshPrefix();
    private final List<HubNode> started = new ArrayList<>();

    private HubNode one;
    private HubNode two;

    private HubNode start(String... properties) {
        HubNode node = HubNode.startWith(prefix, properties);
        started.add(node);
        return node;
    }

    @BeforeEach
    void startBoth() {
        one = start(FOR_EVER);
        two = start(FOR_EVER);
        for (HubNode node : started) {
            Wait.until(
                    "each knows both",
                    () -> node.get("/api/sse/cluster").json().path("nodes").size() == 2);
        }
    }

    @AfterEach
    void stop() {
        started.forEach(HubNode::close);
    }

    private static String id(HubNode node) {
        return node.bean(NodeId.class).value();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static Instant time(JsonNode of, String field) {
        return Instant.parse(of.path(field).asString());
    }

    private static JsonNode presence(HubNode asked, String clientId) {
        Answer answer = asked.get("/api/sse/clients/" + clientId);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode connection(JsonNode presence, String node) {
        return StreamSupport.stream(presence.path("connections").spliterator(), false)
                .filter(each -> each.path("node").asString().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aClientsConnectionsOnAllNodesAreFoundFromEach() {
        try (StreamClient here = one.connect("alice", "topics=x");
                StreamClient there = two.connect("alice", "broadcast=false");
                StreamClient other = two.connect("bob")) {
            here.await("systemMessage");
            there.await("systemMessage");
            other.await("systemMessage");
            one.publish(Channel.client("alice"), 1);
            Event tick = there.await("tick");
            here.await("tick");
            for (HubNode asked : started) {
                Wait.until("both are live", () -> presence(asked, "alice")
                        .findValuesAsString("mode")
                        .equals(List.of("live", "live")));
                JsonNode presence = presence(asked, "alice");
                assertThat(presence.path("clientId").asString()).isEqualTo("alice");
                assertThat(presence.path("more").asInt()).isZero();
                assertThat(texts(presence.path("unanswered"))).isEmpty();
                assertThat(texts(connection(presence, id(one)).path("channels")))
                        .containsExactly("client/alice", "broadcast", "topic/x");
                JsonNode seen = connection(presence, id(two));
                assertThat(texts(seen.path("channels"))).containsExactly("client/alice");
                assertThat(seen.path("cursor").asString())
                        .as("what it would come back with")
                        .isEqualTo(tick.id());
                assertThat(seen.path("positions").path("client/alice").asString())
                        .matches("\\d+-\\d+");
                assertThat(seen.path("lastSent").asString()).isNotEmpty();
                assertThat(seen.path("since").asString()).isNotEmpty();
                assertThat(seen.path("queuedBytes").asInt()).isZero();
                assertThat(seen.path("sent").path("events").asInt()).isGreaterThanOrEqualTo(2);
                assertThat(seen.path("sent").path("bytes").asInt()).isPositive();
            }
            assertThat(presence(one, "nobody").path("connections").isEmpty()).isTrue();
        }
        assertThat(one.meter("hub.cluster.inquiries", "outcome", "answered")).isPositive();
        assertThat(two.meter("hub.cluster.questions", "outcome", "answered")).isPositive();
    }

    @Test
    void messagesThatAreNotAcknowledgedAreToldNewestFirst() {
        String first = one.post("/api/sse/chat/carol", "{\"message\":\"one\"}").field("id");
        String second = one.post("/api/sse/chat/carol", "{\"message\":\"two\"}").field("id");
        Wait.until("both", () -> texts(presence(two, "carol").path("unacknowledged"))
                .containsAll(List.of(first, second)));
        assertThat(two.post("/api/sse/ack/carol/" + first).status()).isEqualTo(204);
        assertThat(texts(presence(two, "carol").path("unacknowledged"))).containsExactly(second);
    }

    @Test
    void oneConnectionOfAnotherNodeIsEndedForGoodAndRememberedThere() {
        try (StreamClient first = two.connect("dave");
                StreamClient second = two.connect("dave")) {
            first.await("systemMessage");
            second.await("systemMessage");
            JsonNode connections = presence(one, "dave").path("connections");
            String id = connections.path(0).path("id").asString();
            String keptId = connections.path(1).path("id").asString();
            assertThat(one.delete("/api/sse/connections/" + id).status()).isEqualTo(202);
            Wait.until(
                    "one is left",
                    () -> presence(one, "dave").path("connections").size() == 1);
            assertThat(presence(one, "dave")
                            .path("connections")
                            .path(0)
                            .path("id")
                            .asString())
                    .isEqualTo(keptId);
            assertThat(one.delete("/api/sse/connections/" + id).field("code")).isEqualTo("unknown_connection");

            JsonNode endings = one.get("/api/sse/cluster/endings").json();
            JsonNode newest = endings.path("endings").path(0);
            assertThat(newest.path("id").asString()).isEqualTo(id);
            assertThat(newest.path("clientId").asString()).isEqualTo("dave");
            assertThat(newest.path("node").asString()).isEqualTo(id(two));
            assertThat(newest.path("reason").asString()).isEqualTo("operator");
            assertThat(newest.path("events").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(newest.path("bytes").asInt()).isPositive();
            assertThat(time(newest, "ended")).isAfterOrEqualTo(time(newest, "since"));
            assertThat(texts(endings.path("unanswered"))).isEmpty();
        }
    }

    @Test
    void whoeverIsEndedIsToldToStayAwayByEveryNode() {
        try (StreamClient client = two.connect("erin")) {
            client.await("systemMessage");
            String id =
                    presence(one, "erin").path("connections").path(0).path("id").asString();
            assertThat(one.delete("/api/sse/connections/" + id).status()).isEqualTo(202);
            assertThat(client.await("disconnected").field("reason")).isEqualTo("operator");
            assertThat(client.takeRest()).isEmpty();
            try (StreamClient again = one.connect("erin", "", client.lastId())) {
                assertThat(again.status()).isEqualTo(204);
            }
        }
        assertThat(two.meter("hub.connections.ended", "reason", "operator")).isEqualTo(1);
    }

    @Test
    void endingsOfAllNodesComeNewestFirstAndNoMoreThanAskedFor() {
        for (HubNode node : List.of(one, two, one)) {
            try (StreamClient client = node.connect("frank")) {
                client.await("systemMessage");
                String id = presence(one, "frank")
                        .path("connections")
                        .path(0)
                        .path("id")
                        .asString();
                one.delete("/api/sse/connections/" + id);
                client.takeRest();
            }
            Wait.until("gone", () -> presence(one, "frank").path("connections").isEmpty());
        }
        JsonNode all = two.get("/api/sse/cluster/endings").json().path("endings");
        assertThat(all.findValuesAsString("node")).containsExactly(id(one), id(two), id(one));
        assertThat(time(all.path(0), "ended")).isAfterOrEqualTo(time(all.path(2), "ended"));
        assertThat(one.get("/api/sse/cluster/endings?limit=2").json().path("endings"))
                .hasSize(2);
    }

    @Test
    void aNodeThatDoesNotAnswerIsNamedAndTheOthersAreHeard() {
        HubNode third = start("hub.cluster.timeout=50ms");
        try (OtherNode deaf = OtherNode.deaf(one, "deaf");
                StreamClient here = third.connect("grace")) {
            here.await("systemMessage");
            JsonNode presence = presence(third, "grace");
            assertThat(texts(presence.path("unanswered"))).contains(deaf.id());
            assertThat(presence.path("connections").size()).isEqualTo(1);
            assertThat(texts(third.get("/api/sse/cluster/endings").json().path("unanswered")))
                    .contains("deaf");

            Answer unknown = third.delete("/api/sse/connections/nothing");
            assertThat(unknown.status()).as("it may be there").isEqualTo(503);
            assertThat(unknown.field("code")).isEqualTo("node_unanswered");
            assertThat(unknown.field("detail")).contains("deaf");
            String id = presence.path("connections").path(0).path("id").asString();
            assertThat(third.delete("/api/sse/connections/" + id).status()).isEqualTo(202);

            assertThat(third.post("/api/sse/cluster/deaf/drain").field("code")).isEqualTo("node_unanswered");
            assertThat(third.meter("hub.cluster.inquiries", "outcome", "incomplete"))
                    .isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void aLaterNodeIsUnderstoodAsFarAsItCanBe() {
        String later =
                "{\"connections\":[{\"id\":\"c9\",\"node\":\"later\",\"mode\":\"dreaming\",\"mood\":{}}],\"x\":1}";
        try (OtherNode other = OtherNode.answering(one, "later", kind -> "ok " + later)) {
            // What this version describes, a later one need not tell.
            byte[] request = Http.request("GET", "/api/sse/clients/heidi", "", "", List.of());
            JsonNode presence = one.send(request).json();
            assertThat(presence.path("connections").findValuesAsString("mode")).containsExactly("dreaming");
            assertThat(texts(presence.path("unanswered"))).doesNotContain(other.id());
        }
    }

    @Test
    void aNodeThatDoesNotKnowAQuestionSaysSoAndIsNotWaitedFor() throws InterruptedException {
        try (OtherNode earlier = OtherNode.answering(one, "earlier", kind -> "unknown -")) {
            assertThat(texts(presence(one, "ivan").path("unanswered"))).containsExactly("earlier");
            while (!earlier.hears().startsWith("1 ask ")) {
                // What else is said is not for this test.
            }
            earlier.tell(id(one), "2 ask q1 earlier client ivan");
            earlier.tell(id(one), "nothing that makes sense");
            earlier.tell(id(one), "1 ask q1 earlier future -");
            String answer = earlier.hears();
            assertThat(answer).isEqualTo("1 answer q1 " + id(one) + " unknown ");
        }
        Wait.until("it is counted", () -> one.meter("hub.cluster.questions", "outcome", "unknown") == 1);
        assertThat(one.meter("hub.cluster.questions", "outcome", "unreadable")).isEqualTo(2);
    }

    @Test
    void questionsAreBoundedInNumber() throws InterruptedException {
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        try (OtherNode slow = OtherNode.deaf(one, "slow")) {
            for (int i = 0; i < MOST_AT_ONCE + 8; i++) {
                calls.add(CompletableFuture.runAsync(
                        () -> answers.add(one.get("/api/sse/clients/judy")),
                        task -> Thread.ofVirtual().start(task)));
            }
            Wait.until("there is no room for some", () -> answers.size() == 8);
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                String[] words = slow.hears().split(" ");
                slow.tell(words[3], "1 answer " + words[2] + " slow ok {}");
            }
            calls.forEach(CompletableFuture::join);
        }
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(MOST_AT_ONCE);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(
                        answer -> answer.status() == 503 && answer.field("code").equals("overloaded"));
        assertThat(one.meter("hub.cluster.inquiries", "outcome", "refused")).isEqualTo(8);
    }
}
