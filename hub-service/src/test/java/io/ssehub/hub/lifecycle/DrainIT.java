package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.hub.node.NodeId;
import io.ssehub.protocol.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node that stops is unready first, sends its connections away one after the other, and serves until then. */
class DrainIT {
    /** One leaves every tenth of a second, so that a machine that stands still for a while does not see all of them go. */
    private static final int CONNECTIONS = 150;

    @Test
    void connectionsLeaveOneAfterTheOtherWhileTheNodeServesOn() {
        HubNode node = HubNode.start("hub.drain.window=1m", "hub.drain.notice=0s");
        List<StreamClient> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            StreamClient client = node.connect("client-" + i);
            client.await("systemMessage");
            clients.add(client);
        }
        assertThat(node.meter("hub.draining")).isZero();
        assertThat(node.meter("hub.drain.left")).isZero();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::close);
        Wait.until("unready", () -> node.get("/actuator/health/readiness").status() == 503);
        assertThat(node.get("/actuator/health/liveness").status()).isEqualTo(200);
        Wait.until("it says so", () -> node.meter("hub.draining") == 1);
        Wait.until("some have left", () -> node.meter("hub.connections") < CONNECTIONS - 2);
        assertThat(node.meter("hub.connections")).as("others have not").isPositive();
        assertThat(node.post("/api/sse/publish", "{\"client\":\"bob\",\"event\":\"note\",\"data\":1}")
                        .status())
                .isEqualTo(202);
        node.bean(HubLifecycle.class).hurry();
        for (StreamClient client : clients) {
            List<Event> rest = client.takeRest();
            assertThat(rest).extracting(Event::name).containsExactly("disconnected");
            assertThat(rest.getLast().field("reason")).isEqualTo("shutdown");
            assertThat(Integer.parseInt(client.retry())).isBetween(1_000, 3_000);
        }
        stopped.join();
    }

    @Test
    void aNodeWithoutConnectionsServesUntilBalancersHaveNoticed() {
        HubNode node = HubNode.start("hub.drain.window=0s", "hub.drain.notice=5m");
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::close);
        Wait.until("unready", () -> node.get("/actuator/health/readiness").status() == 503);
        try (StreamClient late = node.connect("late")) {
            // A refusal would end an EventSource for good.
            assertThat(late.status()).isEqualTo(200);
            assertThat(late.await("disconnected").field("reason")).isEqualTo("shutdown");
        }
        assertThat(stopped).isNotDone();
        node.bean(HubLifecycle.class).hurry();
        stopped.join();
    }

    @Test
    void aNodeThatStopsIsNotTakenBackIntoService() {
        HubNode node = HubNode.start("hub.drain.window=0s", "hub.drain.notice=5m");
        String drain = "/api/sse/cluster/" + node.bean(NodeId.class).value() + "/drain";
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::close);
        Wait.until("it stops", () -> node.meter("hub.draining") == 1);
        Answer refused = node.delete(drain);
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.field("code")).isEqualTo("node_stopping");
        assertThat(node.meter("hub.draining")).isEqualTo(1);
        node.bean(HubLifecycle.class).hurry();
        stopped.join();
    }

    @Test
    void aNodeCanBeTakenBackWhileItSendsItsConnectionsAway() {
        HubNode node = HubNode.start("hub.drain.window=1h", "hub.drain.notice=10m", "hub.cluster.timeout=1m");
        String drain = "/api/sse/cluster/" + node.bean(NodeId.class).value() + "/drain";
        try (StreamClient client = node.connect("alice")) {
            client.await("systemMessage");
            assertThat(node.post(drain).status()).isEqualTo(202);
            assertThat(client.await("disconnected").field("reason")).isEqualTo("shutdown");
            assertThat(node.delete(drain).status()).isEqualTo(202);
            assertThat(node.meter("hub.draining")).isZero();
            try (StreamClient back = node.connect("alice")) {
                back.await("systemMessage");
                node.publish(Channel.client("alice"), 1);
                assertThat(back.next().name()).isEqualTo("tick");
            }
        }
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::close);
        Wait.until("it stops", () -> node.meter("hub.draining") == 1);
        node.bean(HubLifecycle.class).hurry();
        stopped.join();
    }
}
