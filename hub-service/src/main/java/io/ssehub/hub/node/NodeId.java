package io.ssehub.hub.node;

import java.security.SecureRandom;

/** What this process is told from all others by: random, and new with every start. */
public record NodeId(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH = 10;
    private static final int RADIX = 36;

    public static NodeId random() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(Character.forDigit(RANDOM.nextInt(RADIX), RADIX));
        }
        return new NodeId(id.toString());
    }
}
