package io.ssehub.protocol.generation;

import io.ssehub.protocol.digest.Sha256;
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
        return encode(Arrays.copyOf(Sha256.of(clientId + '/' + requestId), BYTES));
    }

    /** What tells two requests apart. */
    static String digest(String question, String conversation) {
        return encode(Arrays.copyOf(Sha256.of(conversation + '\0' + question), BYTES));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
