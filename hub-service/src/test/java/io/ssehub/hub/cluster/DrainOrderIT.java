package io.ssehub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.hub.node.NodeId;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A node that is taken out of service by way of another one, and back. */
class DrainOrderIT {
    private static final String LONG = "hub.cluster.timeout=1m";
    private static final String READINESS = "/actuator/health/readiness";

    private static String drain(HubNode node) {
        return "/api/sse/cluster/" + id(node) + "/drain";
    }

    private static String id(HubNode node) {
        return node.bean(NodeId.class).value();
    }

    private static JsonNode seen(HubNode asked, String id) {
        for (JsonNode node : asked.get("/api/sse/cluster").json().path("nodes")) {
            if (node.path("node").asString().equals(id)) {
                return node;
            }
        }
        throw new AssertionError("not there");
    }

    private static void awaitSeen(HubNode asked, HubNode node, boolean draining) {
        Wait.until("it is seen so", () -> {
            JsonNode seen = seen(asked, id(node));
            return seen.path("draining").asBoolean() == draining
                    && seen.path("ready").asBoolean() != draining;
        });
    }

    @Test
    void aDrainedNodeSendsItsConnectionsElsewhereStaysUpAndCanBeTakenBack() {
        String prefix = RedisFixture.freshPrefix();
        try (HubNode one = HubNode.startWith(prefix, LONG);
                HubNode two = HubNode.startWith(prefix, LONG);
                StreamClient client = two.connect("alice");
                StreamClient watcher = StreamClient.connect(two.port(), "/api/sse/cluster", null);
                StreamClient neighbour = one.connect("alice")) {
            client.await("systemMessage");
            neighbour.await("systemMessage");
            awaitSeen(one, two, false);

            assertThat(one.post(drain(two)).status()).isEqualTo(202);
            Wait.until("unready", () -> two.get(READINESS).status() == 503);
            assertThat(client.await("disconnected").field("reason")).isEqualTo("shutdown");
            assertThat(Integer.parseInt(client.retry())).isBetween(1_000, 3_000);
            awaitSeen(one, two, true);
            assertThat(two.meter("hub.draining")).isEqualTo(1);
            assertThat(one.post(drain(two)).status()).as("again").isEqualTo(202);
            try (StreamClient late = two.connect("alice", "", client.lastId())) {
                // A refusal would end an EventSource for good.
                assertThat(late.status()).isEqualTo(200);
                assertThat(late.await("disconnected").field("reason")).isEqualTo("shutdown");
            }
            assertThat(watcher.takeUntil(event -> event.is("cluster")
                            && event.json().findValuesAsString("draining").contains("true")))
                    .as("who watches stays")
                    .noneMatch(event -> event.is("disconnected"));
            assertThat(two.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(two.get("/api/sse/chat/alice").status())
                    .as("calls are answered")
                    .isEqualTo(200);
            one.publish(Channel.client("alice"), 1);
            assertThat(neighbour.await("tick").data()).isEqualTo("1");

            assertThat(one.delete(drain(two)).status()).isEqualTo(202);
            assertThat(one.delete(drain(two)).status()).as("again").isEqualTo(202);
            Wait.until("ready", () -> two.get(READINESS).status() == 200);
            awaitSeen(one, two, false);
            assertThat(two.meter("hub.draining")).isZero();
            try (StreamClient back = two.connect("alice", "", client.lastId())) {
                List<Event> got = back.takeUntil(event -> event.is("tick"));
                assertThat(got.getLast().data()).as("it has missed nothing").isEqualTo("1");
                one.publish(Channel.client("alice"), 2);
                assertThat(back.await("tick").data()).as("and stays").isEqualTo("2");
            }
        }
    }

    @Test
    void whoIsNotThereCannotBeDrained() {
        try (HubNode node = HubNode.start(LONG)) {
            for (Answer answer :
                    List.of(node.post("/api/sse/cluster/nobody/drain"), node.delete("/api/sse/cluster/nobody/drain"))) {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.field("code")).isEqualTo("unknown_node");
                assertThat(answer.field("field")).isEqualTo("node");
            }
        }
    }
}
