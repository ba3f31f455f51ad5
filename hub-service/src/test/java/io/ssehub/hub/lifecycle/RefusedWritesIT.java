package io.ssehub.hub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import org.junit.jupiter.api.Test;

/** Redis answers and takes nothing new: calls are put off as if it were away, streams stay and go on afterwards. */
class RefusedWritesIT {
    private static final String PUBLISH = "/api/sse/publish";
    private static final String NOTE = "{\"client\":\"alice\",\"event\":\"note\",\"data\":1}";

    @Test
    void callsArePutOffWhileItIsOutOfMemory() {
        callsArePutOff("maxmemory", "1", "0", "oom");
    }

    @Test
    void callsArePutOffWhileItLacksTheReplicasItWants() {
        callsArePutOff("min-replicas-to-write", "1", "0", "noreplicas");
    }

    private static void callsArePutOff(String setting, String refusing, String taking, String code) {
        try (RedisProcess redis = RedisProcess.start();
                HubNode node = HubNode.startOn(redis.uri(), RedisFixture.freshPrefix())) {
            Wait.until("ready", () -> node.get("/actuator/health/readiness").status() == 200);
            try (StreamClient client = node.connect("alice")) {
                client.await("systemMessage");
                assertThat(node.post(PUBLISH, NOTE).status()).isEqualTo(202);
                client.await("note");

                assertThat(node.meter("hub.redis.refusals")).isZero();
                redis.ask(admin -> admin.configSet(setting, refusing));
                assertPutOff(node.post(PUBLISH, NOTE));
                assertThat(node.meter("hub.redis.refusals", "code", code)).isPositive();
                assertPutOff(node.post("/api/sse/chat/alice", "{\"message\":\"hello\"}"));
                assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(200);

                try (StreamClient late = node.connect("alice")) {
                    assertThat(late.status()).isEqualTo(200);
                    redis.ask(admin -> admin.configSet(setting, taking));
                    late.await("systemMessage");
                    assertThat(node.post(PUBLISH, NOTE).status()).isEqualTo(202);
                    assertThat(late.next().name()).isEqualTo("note");
                }
                assertThat(client.next().name()).isEqualTo("note");
                assertThat(node.meter("hub.gaps")).isZero();
            }
        }
    }

    private static void assertPutOff(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.field("code")).isEqualTo("redis_unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }
}
