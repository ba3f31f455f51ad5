package io.ssehub.hub.session;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A connection's name, unique over all nodes. */
public record SessionId(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 12;

    public static SessionId random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SessionId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
