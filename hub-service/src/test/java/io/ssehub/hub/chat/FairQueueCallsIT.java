package io.ssehub.hub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.generation.OpenGenerations.Admitted;
import io.ssehub.protocol.request.RequestQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How many questions a client and all clients together may have, as callers see it. There is no worker. */
class FairQueueCallsIT {
    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Answer ask(HubNode node, String client, String request) {
        return node.post("/api/sse/chat/" + client, "{\"message\":\"hello\",\"requestId\":\"" + request + "\"}");
    }

    private static long queued(HubNode node) {
        return await(node.bean(RequestQueue.class).size());
    }

    private static List<String> admitted(HubNode node, String client) {
        return await(node.bean(OpenGenerations.class).admitted(client)).stream()
                .map(Admitted::messageId)
                .toList();
    }

    @Test
    void moreThanMayWaitAreRefusedOfThisClientOnlyAndRepetitionsNever() {
        try (HubNode node = HubNode.start("hub.chat.in-flight=2", "hub.chat.waiting=1")) {
            List<String> ids = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                Answer accepted = ask(node, "alice", "r" + i);
                assertThat(accepted.status()).isEqualTo(202);
                ids.add(accepted.field("id"));
            }
            assertThat(queued(node)).as("the third waits").isEqualTo(2);

            Answer refused = ask(node, "alice", "r4");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.field("code")).isEqualTo("too_many_waiting");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(node.get("/api/sse/chat/alice").json().path("messages").size())
                    .isEqualTo(3);

            for (int i = 1; i <= 3; i++) {
                Answer repeated = ask(node, "alice", "r" + i);
                assertThat(repeated.status()).isEqualTo(202);
                assertThat(repeated.field("id")).isEqualTo(ids.get(i - 1));
            }
            assertThat(queued(node)).as("nothing is queued twice").isEqualTo(2);
            assertThat(ask(node, "bob", "r1").status()).isEqualTo(202);
            assertThat(node.meter("hub.chat.questions", "answer", "too_many_waiting"))
                    .isEqualTo(1);
        }
    }

    @Test
    void cancellingOneLetsTheNextGoBeforeItIsAnswered() {
        try (HubNode node = HubNode.start("hub.chat.in-flight=1")) {
            String first = ask(node, "alice", "r1").field("id");
            String second = ask(node, "alice", "r2").field("id");
            assertThat(admitted(node, "alice")).containsExactly(first);
            assertThat(node.delete("/api/sse/messages/alice/" + first).status()).isEqualTo(202);
            assertThat(admitted(node, "alice")).containsExactly(second);
            assertThat(queued(node)).isEqualTo(2);
        }
    }

    @Test
    void whenTooManyOfAllClientsWaitNewOnesAreRefusedAndRepetitionsAreNot() {
        try (HubNode node = HubNode.start("hub.chat.backlog=2")) {
            String first = ask(node, "alice", "r1").field("id");
            ask(node, "bob", "r1");
            Answer refused = ask(node, "carol", "r1");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("code")).isEqualTo("overloaded");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(ask(node, "alice", "r1").field("id")).isEqualTo(first);
            assertThat(node.post("/api/sse/chat/alice", "{\"message\":\"other\",\"requestId\":\"r1\"}")
                            .field("code"))
                    .isEqualTo("request_conflict");
            assertThat(queued(node)).isEqualTo(2);
        }
    }
}
