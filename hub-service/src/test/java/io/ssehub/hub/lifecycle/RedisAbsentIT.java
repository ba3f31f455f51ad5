package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.generation.Generations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node without its Redis waits and says so, and is whole again when Redis is there. */
class RedisAbsentIT {
    private static final String PUBLISH = "/api/sse/publish";
    private static final String NOTE = "{\"client\":\"alice\",\"event\":\"note\",\"data\":1}";

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.field("code")).isEqualTo("redis_unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    /** Whatever else has come, before or after. */
    private static Event awaitTold(StreamClient client, String code) {
        Event notice = client.nextNotice();
        while (!notice.field("code").equals(code)) {
            notice = client.nextNotice();
        }
        return notice;
    }

    @Test
    void aNodeStartsWithoutRedisAndIsReadyOnceRedisIsThere() {
        try (RedisProcess redis = RedisProcess.absent();
                HubNode node = HubNode.startOn(redis.uri(), RedisFixture.freshPrefix())) {
            assertThat(node.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertUnavailable(node.get("/api/sse/connect/alice"));
            assertUnavailable(node.post(PUBLISH, NOTE));
            assertUnavailable(node.post("/api/sse/chat/alice", "{\"message\":\"hello\"}"));
            assertUnavailable(node.get("/api/sse/chat/alice"));
            assertUnavailable(node.get("/api/sse/messages/alice/m1"));
            assertUnavailable(node.delete("/api/sse/messages/alice/m1"));
            assertUnavailable(node.post("/api/sse/ack/alice/m1"));
            assertUnavailable(node.post("/api/sse/disconnect/alice"));
            assertUnavailable(node.delete("/api/sse/clients/alice"));
            assertThat(node.meter("hub.clients.erased", "outcome", "failed")).isEqualTo(1);

            redis.restart();
            Wait.until("ready", () -> node.get("/actuator/health/readiness").status() == 200);
            try (StreamClient client = node.connect("alice")) {
                client.await("systemMessage");
                assertThat(node.post(PUBLISH, NOTE).status()).isEqualTo(202);
                assertThat(client.next().name()).isEqualTo("note");
                // A node was ready before it heard orders, and the first ones passed it by.
                assertThat(node.post("/api/sse/disconnect/alice").status()).isEqualTo(202);
                assertThat(client.takeRest()).extracting(Event::name).containsExactly("disconnected");
            }
            assertThat(node.post("/api/sse/chat/alice", "{\"message\":\"hello\"}")
                            .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void openStreamsOutliveRedis() {
        try (RedisProcess redis = RedisProcess.start();
                HubNode node = HubNode.startOn(redis.uri(), RedisFixture.freshPrefix())) {
            Wait.until("ready", () -> node.get("/actuator/health/readiness").status() == 200);
            try (StreamClient client = node.connect("alice")) {
                client.await("systemMessage");
                assertThat(node.post(PUBLISH, NOTE).status()).isEqualTo(202);
                String cursor = client.await("note").id();
                assertThat(node.meter("hub.redis.away")).isZero();

                redis.kill();
                Wait.until(
                        "publishing is refused", () -> node.post(PUBLISH, NOTE).status() == 503);
                assertUnavailable(node.post(PUBLISH, NOTE));
                assertUnavailable(node.get("/api/sse/connect/bob"));
                // All nodes share Redis: taking this one out of service would help nobody.
                assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(200);
                assertThat(node.meter("hub.connections")).isEqualTo(1);
                assertThat(node.meter("hub.redis.away")).isEqualTo(1);

                assertThat(awaitTold(client, "redis_unavailable").id())
                        .as("it moves no cursor")
                        .isNull();

                // One that comes back waits for Redis instead: a 503 would end an EventSource for good.
                try (StreamClient back = node.connect("alice", "", cursor)) {
                    assertThat(back.status()).isEqualTo(200);
                    awaitTold(back, "redis_unavailable");

                    redis.restart();
                    Wait.until(
                            "publishing works", () -> node.post(PUBLISH, NOTE).status() == 202);
                    for (StreamClient each : List.of(client, back)) {
                        List<Event> events = each.takeUntil(event -> event.is("note"));
                        // Redis came back empty, which is told.
                        assertThat(events).anyMatch(event -> event.is("gap"));
                        awaitTold(each, "redis_back");
                    }
                }
            }
        }
    }

    @Test
    void theStreamOfAnAnswerWaitsForRedisIfItHasACursor() {
        try (RedisProcess redis = RedisProcess.start();
                HubNode node = HubNode.startOn(redis.uri(), RedisFixture.freshPrefix())) {
            Wait.until("ready", () -> node.get("/actuator/health/readiness").status() == 200);
            Generations generations = node.bean(Generations.class);
            String id = generations
                    .submit("alice", null, "hello", "")
                    .toCompletableFuture()
                    .join()
                    .id();
            generations.start("alice", id, 0, "owner", 3).toCompletableFuture().join();
            String target = "/api/sse/messages/alice/" + id;
            String cursor;
            try (StreamClient client = StreamClient.connect(node.port(), target, null)) {
                cursor = client.await("messageStart").id();
            }
            redis.kill();
            Wait.until("Redis is away", () -> node.meter("hub.redis.away") == 1);
            assertUnavailable(node.call("GET", target, "", "", "Accept: text/event-stream"));
            try (StreamClient client = StreamClient.connect(node.port(), target, cursor)) {
                assertThat(client.status()).isEqualTo(200);
                awaitTold(client, "redis_unavailable");
                redis.restart();
                // Redis came back empty: the answer is lost, and that is its end.
                Event end = client.takeRest().getLast();
                assertThat(end.name()).isEqualTo("messageError");
                assertThat(end.field("code")).isEqualTo("interrupted");
            }
        }
    }
}
