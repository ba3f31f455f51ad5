package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.Answers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes to which nobody has given a secret agree on one in Redis, and keep it. */
class AgreedSecretsIT {
    private static final String[] DEMO = {"hub.auth.mode=jwt", "hub.auth.demo-issuer=true"};
    private static final String PREFIX = RedisFixture.freshPrefix();
    private static final HubNode FIRST = HubNode.startWith(PREFIX, DEMO);
    private static final HubNode SECOND = HubNode.startWith(PREFIX, DEMO);

    private String key;
    private String cookie;
    private String client;

    @BeforeEach
    void identify() {
        key = FIRST.keys().secrets();
        Answer identity = FIRST.post("/api/sse/identity");
        assertThat(identity.status()).isEqualTo(200);
        client = identity.field("clientId");
        cookie = identity.header("Set-Cookie").replaceFirst(";.*", "");
    }

    @AfterAll
    static void stop() {
        FIRST.close();
        SECOND.close();
    }

    private List<String> inRedis() {
        return RedisFixture.link().send(redis -> redis.lrange(key, 0, -1)).toCompletableFuture().join().stream()
                .map(Answers::text)
                .toList();
    }

    private int statusAt(HubNode node) {
        return node.call("GET", "/api/sse/chat/" + client, "", "", "Cookie: " + cookie)
                .status();
    }

    private static int statusWith(HubNode node, String secret) {
        String token =
                Tokens.hs256(secret, Tokens.claims("alice", Duration.ofHours(1)).build());
        return node.call("GET", "/api/sse/chat/alice", "", "", Tokens.bearer(token))
                .status();
    }

    @Test
    void anIdentityOfOneNodeIsKnownToAllAndNobodyElseHasIt() {
        assertThat(client).startsWith("web-");
        assertThat(statusAt(FIRST)).isEqualTo(200);
        assertThat(statusAt(SECOND)).isEqualTo(200);
        Answer another = SECOND.post("/api/sse/identity");
        assertThat(another.field("clientId")).isNotEqualTo(client);
        assertThat(FIRST.call(
                                "GET",
                                "/api/sse/chat/" + client,
                                "",
                                "",
                                "Cookie: " + another.header("Set-Cookie").replaceFirst(";.*", ""))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoHasAnIdentityGetsItAgain() {
        Answer again =
                SECOND.call("POST", "/api/sse/identity", "", "", "Cookie: " + cookie, "Sec-Fetch-Site: same-origin");
        assertThat(again.field("clientId")).isEqualTo(client);
        assertThat(again.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
        assertThat(SECOND.call("POST", "/api/sse/identity", "", "", "Cookie: " + cookie, "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aTokenOfSomebodyElseIsLeftAlone() {
        String real = Tokens.hs256(
                inRedis().getFirst(),
                Tokens.claims("alice", Duration.ofHours(1)).build());
        Answer answer = FIRST.call(
                "POST", "/api/sse/identity", "", "", "Cookie: hub-token=" + real, "Sec-Fetch-Site: same-origin");
        assertThat(answer.field("clientId")).isEqualTo("alice");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aSecretThatVanishesIsPutBack() {
        List<String> before = inRedis();
        RedisFixture.link().send(redis -> redis.del(key)).toCompletableFuture().join();
        Wait.until("it is back", () -> inRedis().equals(before));
        assertThat(statusAt(SECOND)).isEqualTo(200);
    }

    @Test
    void aNodeThatComesAfterALossDoesNotMakeTheOthersTokensWorthless() {
        String foreign = "what a node has begun with that came first";
        RedisFixture.link().send(redis -> redis.del(key)).toCompletableFuture().join();
        RedisFixture.link()
                .send(redis -> redis.lpush(key, Answers.arg(foreign)))
                .toCompletableFuture()
                .join();
        Wait.until("both know it", () -> statusWith(FIRST, foreign) == 200 && statusWith(SECOND, foreign) == 200);
        assertThat(statusAt(FIRST)).isEqualTo(200);
        assertThat(statusAt(SECOND)).isEqualTo(200);
    }

    @Test
    void aSecretIsReplacedWithoutAnybodyNoticing() {
        String former = inRedis().getFirst();
        String next = "the next secret, made by openssl rand -hex 32";
        var redis = RedisFixture.link();
        redis.send(commands -> commands.rpush(key, Answers.arg(next)))
                .toCompletableFuture()
                .join();
        Wait.until("both accept it", () -> statusWith(FIRST, next) == 200 && statusWith(SECOND, next) == 200);
        assertThat(statusWith(FIRST, former)).isEqualTo(200);
        redis.send(commands -> commands.lrem(key, 0, Answers.arg(next)))
                .toCompletableFuture()
                .join();
        redis.send(commands -> commands.lpush(key, Answers.arg(next)))
                .toCompletableFuture()
                .join();
        redis.send(commands -> commands.lrem(key, 0, Answers.arg(former)))
                .toCompletableFuture()
                .join();
        Wait.until(
                "the former one is refused",
                () -> statusWith(FIRST, former) == 401 && statusWith(SECOND, former) == 401);
        assertThat(statusWith(FIRST, next)).isEqualTo(200);
        Wait.until("the next one signs", () -> {
            identify();
            return statusAt(SECOND) == 200;
        });
    }
}
