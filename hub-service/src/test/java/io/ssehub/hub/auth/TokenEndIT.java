package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream ends with its token, told before, unless another one is brought. */
class TokenEndIT {
    /** Long enough for a slow machine to connect and to renew in. */
    private static final Duration SHORT = Duration.ofSeconds(15);

    private static HubNode node;
    private static HubNode other;

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix, Tokens.JWT);
        other = HubNode.startWith(prefix, Tokens.JWT);
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    private static StreamClient connect(String client, String query, String lastEventId, String token) {
        return StreamClient.connect(
                node.port(), "/api/sse/connect/" + client + "?" + query, lastEventId, Tokens.bearer(token));
    }

    private static String shortToken(String client, String... topics) {
        return Tokens.hs256(
                Tokens.SECRET,
                Tokens.claims(client, SHORT)
                        .claim("hub.topics", List.of(topics))
                        .build());
    }

    /** Brings a token to the other node. */
    private static Answer renew(String connection, String token) {
        return other.call(
                "POST",
                "/api/sse/token",
                "application/json",
                "{\"connection\":\"" + connection + "\"}",
                Tokens.bearer(token));
    }

    @Test
    void aStreamThatIsRenewedGoesOnAndOneThatIsNotEndsWithItsOwnReason() {
        String client = HubNode.name("carol");
        try (StreamClient left = connect(client, "", null, shortToken(client));
                StreamClient renewed = connect(client, "", null, shortToken(client));
                StreamClient listening = connect(client, "topics=news", null, shortToken(client, "news"))) {
            var told = renewed.await("tokenExpiring");
            assertThat(told.id()).as("it moves no cursor").isNull();
            assertThat(told.json().path("expiresInMillis").asLong()).isBetween(0L, SHORT.toMillis());
            assertThat(renew(told.field("connection"), Tokens.of(client)).status())
                    .isEqualTo(202);
            assertThat(renewed.nextNotice().field("code")).isEqualTo("token_renewed");
            String foreign = listening.await("tokenExpiring").field("connection");
            assertThat(renew(foreign, Tokens.of("mallory")).status()).isEqualTo(202);
            assertThat(renew(foreign, Tokens.of(client)).status())
                    .as("without the topic")
                    .isEqualTo(202);

            var farewell = left.await("disconnected");
            assertThat(farewell.field("reason")).isEqualTo("token_expired");
            assertThat(left.takeRest()).isEmpty();
            assertThat(listening.await("disconnected").field("reason"))
                    .as("somebody else's token, or one that grants less, renews nothing")
                    .isEqualTo("token_expired");
            node.publish(Channel.client(client), "\"meanwhile\"");
            assertThat(renewed.await("tick").data()).as("it is still there").isEqualTo("\"meanwhile\"");
            try (StreamClient back = connect(client, "", left.lastId(), Tokens.of(client))) {
                assertThat(back.await("tick").data()).as("nothing is lost").isEqualTo("\"meanwhile\"");
            }
            assertThat(node.meter("hub.connections.ended", "reason", "token_expired"))
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsNoConnectionIsRefused() {
        assertThat(renew("../x", Tokens.of("alice")).field("code")).isEqualTo("invalid_connection");
        assertThat(other.call("POST", "/api/sse/token", "application/json", "{}", Tokens.bearer(Tokens.of("alice")))
                        .status())
                .isEqualTo(400);
    }
}
