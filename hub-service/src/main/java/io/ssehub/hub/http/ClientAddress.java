package io.ssehub.hub.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Where a request comes from, as far as that can be trusted.
 *
 * @param key what is counted by: an IPv4 address, or the half of an IPv6 address that is given to one customer
 * @param proxied whether a trusted proxy says so; else it is who has opened the connection
 */
public record ClientAddress(String key, boolean proxied) {
    private static final int NETWORK_BYTES = 8;

    /** What an address is counted by. */
    static String key(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES);
    }
}
