package io.ssehub.loadtest.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of a day, signed with the hubs' own secret (HS256) as their page on security says. Any thread may call. */
public final class SignedTokens implements Credentials {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEAD = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final String PUBLISHER = "loadtest";
    private static final String EVERYTHING = "*";
    private static final int SHORTEST_SECRET = 32;

    /** Longer than any run, so that no stream ends in its middle for want of a token. */
    private static final Duration LIFE = Duration.ofDays(1);

    private final SecretKeySpec key;
    private final String audience;

    /** @param audience the hubs' {@code hub.auth.audience} */
    SignedTokens(String secret, String audience) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("a secret has at least " + SHORTEST_SECRET + " bytes");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.audience = audience;
    }

    /** With the secret that a file holds, of which a line's end at the end is no part. */
    public static SignedTokens read(Path secretFile, String audience) throws IOException {
        return new SignedTokens(Files.readString(secretFile).stripTrailing(), audience);
    }

    @Override
    public Map<String, String> client(String clientId) {
        return bearer(clientId, "hub.topics");
    }

    @Override
    public Map<String, String> publisher() {
        return bearer(PUBLISHER, "hub.publish");
    }

    private Map<String, String> bearer(String subject, String grant) {
        ObjectNode claims = JSON.createObjectNode();
        claims.put("sub", subject).put("aud", audience);
        claims.put("exp", Instant.now().plus(LIFE).getEpochSecond());
        claims.putArray(grant).add(EVERYTHING);
        String signed = HEAD + '.' + base64(JSON.writeValueAsString(claims));
        return Map.of("Authorization", "Bearer " + signed + '.' + base64(mac(signed)));
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
