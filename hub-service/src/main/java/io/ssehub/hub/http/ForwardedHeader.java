package io.ssehub.hub.http;

import java.util.Locale;

/** In which header proxies say whom they forward for. Only one is read: the other might be the client's own. */
public enum ForwardedHeader {
    /** A list of addresses; each proxy adds the one it was called from. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** The same in the words of RFC 7239: {@code for=192.0.2.60;proto=http, for="[2001:db8::1]"}. */
    FORWARDED("Forwarded");

    private static final String FOR = "for=";

    private final String header;

    ForwardedHeader(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    /** The address that one element of the header names, without a port; text that is none if it names none. */
    String addressIn(String element) {
        String node = this == X_FORWARDED_FOR ? element.strip() : forPart(element);
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? "" : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    private static String forPart(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.toLowerCase(Locale.ROOT).startsWith(FOR)) {
                return stripped.substring(FOR.length()).replace("\"", "");
            }
        }
        return "";
    }
}
