package io.ssehub.hub.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that begin alike, as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; one of them alone without the length.
 *
 * @param beginning an address of the range
 * @param bits how many of its bits are the same in all of them
 */
record AddressRange(InetAddress beginning, int bits) {
    /** Reads a range; empty if it is none. Names are none: who answers to one may change. */
    static Optional<AddressRange> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            InetAddress beginning = InetAddress.ofLiteral(parts[0]);
            int all = beginning.getAddress().length * Byte.SIZE;
            int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
            return parts.length > 2 || bits < 0 || bits > all
                    ? Optional.empty()
                    : Optional.of(new AddressRange(beginning, bits));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    boolean holds(InetAddress address) {
        byte[] ours = beginning.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int shift = Math.max(0, Byte.SIZE - (bits - bit));
            int index = bit / Byte.SIZE;
            if ((ours[index] & 0xff) >> shift != (theirs[index] & 0xff) >> shift) {
                return false;
            }
        }
        return true;
    }
}
