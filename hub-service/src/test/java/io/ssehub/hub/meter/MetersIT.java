package io.ssehub.hub.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.MeterPage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Prometheus is shown. */
class MetersIT {
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
            assertThat(MeterPage.shown(answer.body(), "hub_")).isEqualTo(MeterPage.documented("Hub"));
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("# HELP hub_"))
                    .as("each has a sentence")
                    .allMatch(line -> line.matches("# HELP \\S+ [A-Z].+\\."));
            assertThat(answer.body()).doesNotContain("secret");
            assertThat(lines)
                    .as("streams have meters of their own")
                    .noneMatch(line -> line.startsWith("http_server_requests") && line.contains("/connect/"));
            assertThat(node.meter("hub.connections.opened")).isEqualTo(1);
            assertThat(node.meter("hub.events.delivered"))
                    .as("and heartbeats, of a node that was slow to welcome it")
                    .isGreaterThanOrEqualTo(2);
            assertThat(node.meter("hub.channels"))
                    .as("its own, broadcast, topic, control")
                    .isEqualTo(4);
        }
    }

    @Test
    void anEventIsTimedFromRedisToTheSocketOnceItsReaderIsLive() {
        try (HubNode node = HubNode.start()) {
            try (StreamClient stream = node.connect("alice")) {
                stream.await("systemMessage");
                Wait.until("live", () -> node.meter("hub.sessions.behind") == 0);
                Wait.until("Redis' clock is known, and an event is timed", () -> {
                    node.publish(Channel.client("alice"), 1);
                    stream.next();
                    return node.meter("hub.delivery.latency") > 0;
                });
            }
            // An event is counted a moment after it has come; of a reader that has gone none will be.
            Wait.until("it has gone", () -> {
                node.publish(Channel.client("alice"), 1);
                return node.meter("hub.connections") == 0;
            });
            double timed = node.meter("hub.delivery.latency");
            node.publish(Channel.client("bob"), 1);
            try (StreamClient late = node.connect("bob", "from=start")) {
                late.await("tick");
                assertThat(node.meter("hub.delivery.latency"))
                        .as("history is not")
                        .isEqualTo(timed);
            }
        }
    }

    @Test
    void whatComesFromTheLibrariesIsThereInBuckets() {
        try (HubNode node = HubNode.start()) {
            node.get("/api/sse/chat/alice");
            // What was asked is counted a moment after it was answered.
            Wait.untilAsserted(
                    () -> assertThat(node.get("/actuator/prometheus").body().lines())
                            .anyMatch(line -> line.startsWith("lettuce_seconds_bucket{")
                                    && line.contains("db_operation=\"EVALSHA\""))
                            .anyMatch(line -> line.startsWith("http_server_requests_seconds_bucket{"))
                            .noneMatch(line -> line.startsWith("lettuce_active")));
        }
    }
}
