package io.ssehub.hub.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.protocol.channel.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Prometheus is shown. */
class MetersIT {
    private static final List<String> METERS = List.of(
            "hub_connections",
            "hub_connections_opened_total",
            "hub_connections_ended_total",
            "hub_events_delivered_total",
            "hub_events_delivered_size_bytes_total",
            "hub_gaps_total",
            "hub_fragments_merged_total",
            "hub_recaps_total",
            "hub_queue_overflows_total",
            "hub_readers_fell_behind_total",
            "hub_readers_caught_up_total",
            "hub_messages_received_total",
            "hub_messages_dropped_total",
            "hub_feed_syncs_total",
            "hub_log_reads_total",
            "hub_feed_questions_waiting",
            "hub_redis_away",
            "hub_pubsub_connected_total",
            "hub_pubsub_deaf_total",
            "hub_chat_questions_total");

    @Test
    void everyMeterIsShownWithASentenceAndWithoutAnyName() {
        String client = "secret-client";
        String topic = "secret-topic";
        String message = "secret-message";
        try (HubNode node = HubNode.start();
                StreamClient stream = node.connect(client, "topics=" + topic)) {
            stream.await("systemMessage");
            node.publish(Channel.topic(topic), 1);
            stream.next();
            node.post("/api/sse/chat/" + client, "{\"message\":\"" + message + "\"}");
            node.get("/api/sse/messages/" + client + "/" + message);
            node.get("/api/sse/" + client);
            node.get("/" + client);

            Answer answer = node.get("/actuator/prometheus");
            assertThat(answer.status()).isEqualTo(200);
            List<String> lines = answer.body().lines().toList();
            for (String meter : METERS) {
                assertThat(lines).as(meter).anyMatch(line -> line.matches("# HELP " + meter + " [A-Z].+\\."));
                assertThat(lines).as(meter).anyMatch(line -> line.matches(meter + "(\\{.*})? [0-9.E]+"));
            }
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("# TYPE hub_"))
                            .map(line -> line.split(" ")[2]))
                    .as("the list above is complete")
                    .containsExactlyInAnyOrderElementsOf(METERS);
            assertThat(answer.body()).doesNotContain("secret");
            assertThat(lines)
                    .as("streams have meters of their own")
                    .noneMatch(line -> line.startsWith("http_server_requests") && line.contains("/connect/"));
            assertThat(node.meter("hub.connections.opened")).isEqualTo(1);
            assertThat(node.meter("hub.events.delivered")).isEqualTo(2);
        }
    }
}
