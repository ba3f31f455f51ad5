package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A quiet connection hears that it lives, and one whose peer has gone is found by it. */
class HeartbeatIT {
    @Test
    void aQuietConnectionGetsHeartbeatsWithoutACursor() {
        try (HubNode node = HubNode.start("hub.session.heartbeat=1s")) {
            try (StreamClient client = node.connect("alice")) {
                String cursor = client.await("systemMessage").id();
                for (Event beat : List.of(client.nextHeartbeat(), client.nextHeartbeat())) {
                    assertThat(beat.id()).isNull();
                    assertThat(beat.json().path("ping").asLong()).isPositive();
                }
                assertThat(client.lastId()).isEqualTo(cursor);
            }
            Wait.until("the dead peer is found", () -> node.meter("hub.connections") == 0);
        }
    }
}
