package io.ssehub.loadtest.client;

import java.util.Map;

/**
 * A request that puts something into a server.
 *
 * @param path with its query, as it stands on the wire
 * @param repeatable whether it may be sent again when nobody knows what became of it
 */
public record HttpCall(String method, String path, Map<String, String> headers, String body, boolean repeatable) {}
