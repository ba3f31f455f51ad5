package io.ssehub.protocol.publish;

import io.ssehub.protocol.log.EventNames;
import java.nio.charset.StandardCharsets;

/**
 * Something to publish.
 *
 * @param name the SSE event name; see {@link EventNames}
 * @param data text without CR, LF or NUL, JSON by convention
 */
public record Event(String name, String data) {
    /** Most bytes of data an event may have. */
    public static final int MAX_DATA_BYTES = 64 * 1024;

    public Event {
        if (!EventNames.isValid(name)) {
            throw new IllegalArgumentException("event must be " + EventNames.RULE);
        }
        if (data.getBytes(StandardCharsets.UTF_8).length > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("data must not exceed " + MAX_DATA_BYTES + " bytes");
        }
        if (data.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("data must not contain CR, LF or NUL");
        }
    }
}
