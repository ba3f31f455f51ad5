package io.ssehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection does not last for ever, so that load spreads anew; its client comes back and misses nothing. */
class MaxAgeIT {
    @Test
    void anOldConnectionIsAskedToComeBackAndGoesOnWhereItWas() {
        String prefix = RedisFixture.freshPrefix();
        // Long enough to be welcomed on a machine that is slow; who comes back stays.
        try (HubNode node = HubNode.startWith(prefix, "hub.session.max-age=5s");
                HubNode other = HubNode.startWith(prefix)) {
            String topic = HubNode.name("news");
            String query = "broadcast=false&topics=" + topic;
            String cursor;
            try (StreamClient client = node.connect("alice", query)) {
                client.await("systemMessage");
                node.publish(Channel.topic(topic), 1);
                List<Event> events = client.takeRest();
                assertThat(events).extracting(Event::name).endsWith("disconnected");
                assertThat(events.getLast().field("reason")).isEqualTo("max_age");
                assertThat(Integer.parseInt(client.retry())).isBetween(1_000, 3_000);
                cursor = client.lastId();
            }
            node.publish(Channel.topic(topic), 2);
            try (StreamClient back = other.connect("alice", query, cursor)) {
                assertThat(back.status()).isEqualTo(200);
                assertThat(back.await("tick").data()).isEqualTo("2");
            }
            assertThat(node.meter("hub.connections.ended", "reason", "max_age")).isPositive();
        }
    }
}
