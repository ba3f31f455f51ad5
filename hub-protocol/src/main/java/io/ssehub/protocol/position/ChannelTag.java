package io.ssehub.protocol.position;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.digest.Sha256;

/**
 * A channel's short name inside a cursor: one letter for the kind and, where channels of the kind have names, five
 * base-36 digits of the name's SHA-256.
 *
 * <p>A cursor holds at most one client and one broadcast channel, so only two topics of one connection can ever share a
 * tag; a connection that asks for such two is refused.
 */
final class ChannelTag {
    static final int HASH_DIGITS = 5;
    private static final long HASHES = 36L * 36 * 36 * 36 * 36;

    private ChannelTag() {}

    static String of(Channel channel) {
        return switch (channel.kind()) {
            case CLIENT -> "c" + hash(channel.name());
            case TOPIC -> "t" + hash(channel.name());
            case BROADCAST -> "b";
            case CONTROL -> "x";
        };
    }

    /** How long the tag is that starts with {@code kind}; 0 if there is no such tag. */
    static int lengthOf(char kind) {
        return switch (kind) {
            case 'c', 't' -> 1 + HASH_DIGITS;
            case 'b', 'x' -> 1;
            default -> 0;
        };
    }

    private static String hash(String name) {
        byte[] digest = Sha256.of(name);
        long head = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            head = (head << 8) | (digest[i] & 0xff);
        }
        String digits = Long.toString(Long.remainderUnsigned(head, HASHES), 36);
        return "0".repeat(HASH_DIGITS - digits.length()) + digits;
    }
}
