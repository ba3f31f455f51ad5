package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import org.junit.jupiter.api.Test;

/** A full node refuses the newcomer, never evicts anybody, and has room again when somebody leaves. */
class NodeCapacityIT {
    @Test
    void aFullNodeRefusesUntilSomebodyLeaves() {
        try (HubNode node = HubNode.start("hub.connect.max-connections=2");
                StreamClient first = node.connect("alice");
                StreamClient second = node.connect("bob")) {
            first.await("systemMessage");
            second.await("systemMessage");

            Answer refused = node.get("/api/sse/connect/carol");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            assertThat(refused.field("code")).isEqualTo("node_full");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(node.meter("hub.connections")).isEqualTo(2);
            assertThat(node.meter("hub.connections.refused", "reason", "node_full"))
                    .isEqualTo(1);

            // A peer that is gone shows at the next write.
            second.cut();
            Wait.until("room again", () -> {
                node.post("/api/sse/publish", "{\"client\":\"bob\",\"event\":\"note\",\"data\":1}");
                try (StreamClient third = node.connect("carol")) {
                    return third.isOpen();
                }
            });
            assertThat(node.meter("hub.connections.ended", "reason", "client_gone"))
                    .isPositive();
        }
    }
}
