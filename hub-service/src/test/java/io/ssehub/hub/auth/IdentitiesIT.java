package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.channel.Channel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing of one client reaches another, by whichever call, and nobody writes where they were not let. */
class IdentitiesIT {
    private static final String ALICE = Tokens.bearer(Tokens.of("alice"));
    private static final String BOB = Tokens.bearer(Tokens.of("bob"));

    private static HubNode node;

    @BeforeAll
    static void start() {
        node = HubNode.start(Tokens.JWT);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Answer get(String target, String authorization) {
        return node.call("GET", target, "", "", authorization);
    }

    private static Answer post(String target, String body, String authorization) {
        return node.call("POST", target, body.isEmpty() ? "" : "application/json", body, authorization);
    }

    private static StreamClient stream(String target, String lastEventId, String authorization) {
        return StreamClient.connect(node.port(), target, lastEventId, authorization);
    }

    private static String ask(String client, String authorization) {
        Answer accepted = post("/api/sse/chat/" + client, "{\"message\":\"a secret question\"}", authorization);
        assertThat(accepted.status()).isEqualTo(202);
        return accepted.field("id");
    }

    @Test
    void aStreamOfSomebodyElseIsRefusedLiveAndByReplay() {
        node.publish(Channel.client("alice"), "\"for alice\"");
        for (String query : List.of("", "?from=start", "?from=acked", "?client=false&topics=t", "?broadcast=false")) {
            try (StreamClient stream = stream("/api/sse/connect/alice" + query, null, BOB)) {
                assertThat(stream.status()).as(query).isEqualTo(403);
                assertThat(stream.http().answer().field("code")).isEqualTo("wrong_client");
            }
        }
    }

    @Test
    void theCursorOfSomebodyElseShowsNothingOfTheirs() {
        String cursor;
        try (StreamClient alice = stream("/api/sse/connect/alice", null, ALICE)) {
            cursor = alice.await("systemMessage").id();
        }
        node.publish(Channel.client("alice"), "\"for alice\"");
        try (StreamClient bob = stream("/api/sse/connect/bob", cursor, BOB)) {
            bob.await(event -> event.field("code").equals("connected"));
            node.publish(Channel.client("bob"), "\"for bob\"");
            assertThat(bob.await("tick").data()).isEqualTo("\"for bob\"");
        }
    }

    @Test
    void whatIsPublishedToOneIsHeardByThatOneOnly() {
        try (StreamClient alice = stream("/api/sse/connect/alice", null, ALICE);
                StreamClient bob = stream("/api/sse/connect/bob", null, BOB)) {
            alice.await("systemMessage");
            bob.await("systemMessage");
            node.publish(Channel.client("alice"), "\"only alice\"");
            node.publish(Channel.BROADCAST, "\"all\"");
            node.publish(Channel.client("bob"), "\"only bob\"");
            assertThat(bob.takeUntil(event -> event.data().equals("\"only bob\"")))
                    .noneMatch(event -> event.data().contains("alice"));
            assertThat(alice.await("tick").data()).isEqualTo("\"only alice\"");
        }
    }

    @Test
    void messagesConversationsAndAcknowledgementsAreOnesOwn() {
        String id = ask("alice", ALICE);
        for (String theirs : List.of(
                "/api/sse/messages/alice/" + id,
                "/api/sse/chat/alice",
                "/api/sse/conversations/alice",
                "/api/sse/conversations/alice/default")) {
            assertThat(get(theirs, BOB).status()).as(theirs).isEqualTo(403);
            assertThat(get(theirs, BOB).body()).doesNotContain("secret question");
            assertThat(get(theirs, ALICE).body()).as(theirs).contains("secret question");
        }
        // By his own path he finds nothing of hers.
        assertThat(get("/api/sse/messages/bob/" + id, BOB).status()).isEqualTo(404);
        assertThat(get("/api/sse/chat/bob", BOB).body()).doesNotContain(id);
        assertThat(get("/api/sse/conversations/bob", BOB).body()).doesNotContain("secret question");
        try (StreamClient answer = stream("/api/sse/messages/alice/" + id, null, BOB)) {
            assertThat(answer.status()).isEqualTo(403);
        }
        assertThat(post("/api/sse/ack/alice/" + id, "", BOB).status()).isEqualTo(403);
        assertThat(post("/api/sse/ack/bob/" + id, "", BOB).status()).isEqualTo(404);
        assertThat(node.call("DELETE", "/api/sse/messages/alice/" + id, "", "", BOB)
                        .status())
                .isEqualTo(403);
        assertThat(node.call("DELETE", "/api/sse/conversations/alice/default", "", "", BOB)
                        .status())
                .isEqualTo(403);
        Answer message = get("/api/sse/messages/alice/" + id, ALICE);
        assertThat(message.field("state")).isEqualTo("queued");
        assertThat(message.json().path("acked").asBoolean()).isFalse();
    }

    @Test
    void nobodyEndsTheConnectionsOfSomebodyElseButAnAdministrator() {
        try (StreamClient alice = stream("/api/sse/connect/alice", null, ALICE)) {
            alice.await("systemMessage");
            assertThat(post("/api/sse/disconnect/alice", "", BOB).status()).isEqualTo(403);
            assertThat(post("/api/sse/disconnect/alice", "", Tokens.bearer(Tokens.admin("root")))
                            .status())
                    .isEqualTo(202);
            assertThat(alice.await("disconnected").field("reason")).isEqualTo("disconnected");
        }
    }

    @Test
    void topicsAreGrantedByNameOrBeginning() {
        String token = Tokens.bearer(Tokens.hearing("alice", "news", "sport.*"));
        for (String granted : List.of("news", "sport.", "sport.football", "news,sport.tennis")) {
            try (StreamClient stream = stream("/api/sse/connect/alice?topics=" + granted, null, token)) {
                assertThat(stream.status()).as(granted).isEqualTo(200);
            }
        }
        for (String other : List.of("new", "newspaper", "sport", "news,weather", "Sport.football")) {
            try (StreamClient stream = stream("/api/sse/connect/alice?topics=" + other, null, token)) {
                assertThat(stream.status()).as(other).isEqualTo(403);
                assertThat(stream.http().answer().field("code")).isEqualTo("topic_not_granted");
            }
        }
        assertThat(node.meter("hub.connections.refused", "reason", "topic_not_granted"))
                .isPositive();
    }

    private static Answer publish(String target, String token) {
        return post("/api/sse/publish", "{" + target + ",\"event\":\"note\",\"data\":1}", Tokens.bearer(token));
    }

    @Test
    void publishingIsGrantedByChannel() {
        String token = Tokens.publishing("feeder", "topic/news", "client/al*");
        assertThat(publish("\"topic\":\"news\"", token).status()).isEqualTo(202);
        assertThat(publish("\"client\":\"alice\"", token).status()).isEqualTo(202);
        for (String other : List.of("\"topic\":\"sport\"", "\"client\":\"bob\"", "\"broadcast\":true")) {
            assertThat(publish(other, token).field("code")).as(other).isEqualTo("publish_not_granted");
        }
        assertThat(publish("\"broadcast\":true", Tokens.publishing("feeder", "broadcast"))
                        .status())
                .isEqualTo(202);
        assertThat(publish("\"client\":\"alice\"", Tokens.of("alice")).status())
                .as("nor to oneself without a grant")
                .isEqualTo(403);
        assertThat(publish("\"client\":\"alice\"", Tokens.admin("root")).status())
                .as("nor as an administrator")
                .isEqualTo(403);
    }
}
