package io.ssehub.hub.http;

import jakarta.servlet.http.HttpServletRequest;

/** A port of its own for what operators' programs ask: who reaches it needs no token, and there is nothing else on it. */
public final class InternalPort {
    /** Set by the connector itself, which no header can. */
    static final String ATTRIBUTE = InternalPort.class.getName();

    private InternalPort() {}

    /** Whether the request came in there. */
    public static boolean received(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** Whether a path is served there. */
    static boolean serves(String path) {
        return path.equals("/actuator") || path.startsWith("/actuator/");
    }
}
