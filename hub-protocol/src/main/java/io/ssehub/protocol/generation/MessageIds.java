package io.ssehub.protocol.generation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Message ids: 22 characters out of the alphabet of names.
 *
 * <p>An id is derived from the client and its request id, so that the generation itself remembers the request, in the
 * same place as everything else about it.
 */
final class MessageIds {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private MessageIds() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return encode(bytes);
    }

    static String of(String clientId, String requestId) {
        return encode(Arrays.copyOf(sha256(clientId + '/' + requestId), BYTES));
    }

    /** What tells two requests apart. */
    static String digest(String question, String conversation) {
        return encode(Arrays.copyOf(sha256(conversation + '\0' + question), BYTES));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
