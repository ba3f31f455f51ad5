package io.ssehub.starter.subscribe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Here events of a channel may be missing.
 *
 * @param channel which one; empty if it is not known
 * @param reason {@code failover}, {@code trimmed}, {@code no_history}, {@code vanished}, {@code unknown_cursor} or {@code unreadable}
 * @param from the last position before it, if known
 * @param to the position from which on the stream is complete again, if known
 * @param cursor where the connection stands behind it
 */
public record Gap(String channel, String reason, Optional<String> from, Optional<String> to, String cursor) {
    /** The hub writes these four with nothing in them that JSON escapes. */
    static Gap of(ReceivedEvent event) {
        return new Gap(
                field(event, "channel").orElse(""),
                field(event, "reason").orElse(""),
                field(event, "from"),
                field(event, "to"),
                event.cursor());
    }

    private static Optional<String> field(ReceivedEvent event, String name) {
        Matcher found =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(event.data());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
