package io.ssehub.worker.run;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What an attempt proves its ownership with: {@code <entry id>/<random>}. Never used twice; names the entry of the
 * request stream that stands for the attempt, so that a second entry for the same generation is recognised as one too
 * many.
 */
public final class OwnerToken {
    private static final int RANDOM_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OwnerToken() {}

    static String fresh(String entryId) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return entryId + '/' + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The entry a token names; empty if it is not of this form. */
    public static Optional<String> entryOf(String token) {
        int slash = token.indexOf('/');
        return slash > 0 ? Optional.of(token.substring(0, slash)) : Optional.empty();
    }
}
