package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens that somebody else signs, with keys that are found at an address and change. */
class PublicKeysIT {
    private static RSAKey key(String name) throws Exception {
        return new RSAKeyGenerator(2048).keyID(name).generate();
    }

    /** Serves public keys, and OpenID Connect's word of where they are. */
    private static final class KeyServer implements AutoCloseable {
        private final HttpServer server;
        private volatile JWKSet keys = new JWKSet(List.of());

        KeyServer() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serve("/keys", () -> keys.toString(true));
            serve(
                    "/.well-known/openid-configuration",
                    () -> "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}");
            server.start();
        }

        private void serve(String path, java.util.function.Supplier<String> body) {
            server.createContext(path, exchange -> {
                byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            });
        }

        String uri() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void stop() {
            server.stop(0);
        }

        @Override
        public void close() {
            stop();
        }
    }

    private static Answer list(HubNode node, String token) {
        return node.call("GET", "/api/sse/chat/alice", "", "", Tokens.bearer(token));
    }

    private static String token(RSAKey key, String issuer) {
        return Tokens.rs256(
                key, Tokens.claims("alice", Duration.ofHours(1)).issuer(issuer).build());
    }

    @Test
    void keysAreFoundAtTheirAddressAndChange() throws Exception {
        RSAKey former = key("former");
        RSAKey next = key("next");
        try (KeyServer server = new KeyServer();
                HubNode node = HubNode.start("hub.auth.mode=jwt", "hub.auth.jwk-set-uri=" + server.uri() + "/keys")) {
            server.keys = new JWKSet(former);
            assertThat(list(node, token(former, "any")).status()).isEqualTo(200);
            server.keys = new JWKSet(next);
            assertThat(list(node, token(next, "any")).status())
                    .as("a key that is not known yet is looked for")
                    .isEqualTo(200);
            assertThat(list(node, token(former, "any")).status())
                    .as("and one that is no longer there counts no more")
                    .isIn(401, 503);
            var claims = Tokens.claims("alice", Duration.ofHours(1)).build();
            for (byte[] known : List.of(
                    next.toRSAPublicKey().getEncoded(),
                    next.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                    next.getModulus().decode())) {
                assertThat(list(node, Tokens.hs256(known, claims)).status())
                        .as("what everybody knows is no secret")
                        .isEqualTo(401);
            }
            assertThat(list(node, Tokens.unsigned("alice")).status()).isEqualTo(401);
            server.stop();
            assertThat(list(node, token(next, "any")).status())
                    .as("keys are kept")
                    .isEqualTo(200);
        }
    }

    @Test
    void anIssuerSaysWhereItsKeysAreAndIsTheOnlyOne() throws Exception {
        RSAKey key = key("one");
        try (KeyServer server = new KeyServer();
                HubNode node = HubNode.start("hub.auth.mode=jwt", "hub.auth.issuer=" + server.uri())) {
            server.keys = new JWKSet(key);
            assertThat(list(node, token(key, server.uri())).status()).isEqualTo(200);
            Answer another = list(node, token(key, "https://another.example"));
            assertThat(another.status()).isEqualTo(401);
            assertThat(another.field("detail")).contains("iss");
        }
    }

    @Test
    void aTokenThatCannotBeCheckedIsNeitherRightNorWrong() throws Exception {
        RSAKey key = key("one");
        String gone;
        try (KeyServer server = new KeyServer()) {
            gone = server.uri();
        }
        for (String source : List.of("hub.auth.jwk-set-uri=" + gone + "/keys", "hub.auth.issuer=" + gone)) {
            try (HubNode node = HubNode.start("hub.auth.mode=jwt", source)) {
                Answer answer = list(node, token(key, gone));
                assertThat(answer.status()).as(source).isEqualTo(503);
                assertThat(answer.field("code")).isEqualTo("auth_unavailable");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
        }
    }
}
