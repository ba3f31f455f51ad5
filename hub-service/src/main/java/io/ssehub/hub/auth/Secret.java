package io.ssehub.hub.auth;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What tokens are signed with; never shown. Takes any text, so that nobody complains about it by quoting it. */
public final class Secret {
    /** What HS256 needs: as many bits as it makes. */
    static final int MIN_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Spring Boot makes one of a property by this method. */
    public static Secret valueOf(String text) {
        return new Secret(text.strip());
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isLongEnough() {
        return text.getBytes(StandardCharsets.UTF_8).length >= MIN_BYTES;
    }

    /** The bytes of its text, so that any program can sign with the text as it is written. */
    SecretKey key() {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "" : "***";
    }
}
