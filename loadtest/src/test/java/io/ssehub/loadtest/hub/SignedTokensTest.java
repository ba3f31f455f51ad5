package io.ssehub.loadtest.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignedTokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void aReaderIsItsClientAndMayListenToEveryTopic() {
        JsonNode claims = claims(new SignedTokens(SECRET, "sse-hub").client("r-\"1\""));

        assertThat(claims.path("sub").stringValue()).isEqualTo("r-\"1\"");
        assertThat(claims.path("aud").stringValue()).isEqualTo("sse-hub");
        assertThat(claims.path("hub.topics").path(0).stringValue()).isEqualTo("*");
        assertThat(claims.has("hub.publish")).isFalse();
        assertThat(claims.path("exp").longValue())
                .isGreaterThan(Instant.now().plusSeconds(3600).getEpochSecond());
    }

    @Test
    void aPublisherMayPublishEverywhereAndListenToNoTopic() {
        JsonNode claims = claims(new SignedTokens(SECRET, "mine").publisher());

        assertThat(claims.path("aud").stringValue()).isEqualTo("mine");
        assertThat(claims.path("hub.publish").path(0).stringValue()).isEqualTo("*");
        assertThat(claims.has("hub.topics")).isFalse();
    }

    @Test
    void theEndOfAFilesLineIsNoPartOfItsSecret() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

        claims(SignedTokens.read(file, "sse-hub").publisher());
    }

    @Test
    void aShortSecretIsRefusedAsHubsRefuseIt() {
        assertThatThrownBy(() -> new SignedTokens(SECRET.substring(1), "sse-hub"))
                .hasMessageContaining("at least 32 bytes");
    }

    /** Of a token whose signature is what every other library would make of it. */
    private static JsonNode claims(Map<String, String> headers) {
        String token = headers.get("Authorization").substring("Bearer ".length());
        int end = token.lastIndexOf('.');
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(token.substring(0, end).getBytes(StandardCharsets.UTF_8));
            assertThat(Base64.getUrlDecoder().decode(token.substring(end + 1))).isEqualTo(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        String[] parts = token.split("\\.", -1);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
    }
}
