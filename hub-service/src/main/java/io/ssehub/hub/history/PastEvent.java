package io.ssehub.hub.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ssehub.hub.frame.Frame;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of the past as it is shown; or a {@code gap}, in the place of what may be missing.
 *
 * @param position where a reader stands that has it
 * @param data JSON as it was published; a text if it was none
 * @param time when Redis took it; not there for a gap that the log does not hold itself
 */
record PastEvent(
        String position,
        String event,
        @JsonRawValue String data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant time) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GAP = "gap";

    static PastEvent of(Frame frame) {
        long millis = frame.timeMillis();
        return new PastEvent(
                frame.position().toString(),
                frame.event(),
                json(new String(frame.data(), StandardCharsets.UTF_8)),
                millis == 0 ? null : Instant.ofEpochMilli(millis));
    }

    static PastEvent gap(Channel channel, GapReason reason, @Nullable Position from, Position to) {
        String data = new String(Frame.gapData(channel, reason, from, to), StandardCharsets.UTF_8);
        return new PastEvent(to.isBeforeAny() ? Position.START.toString() : to.toString(), GAP, data, null);
    }

    /** Whether something may be missing there. */
    static boolean isGap(PastEvent event) {
        return GAP.equals(event.event);
    }

    /** Whoever publishes straight to Redis may publish what is no JSON; then a text is made of it. */
    private static String json(String data) {
        try (JsonParser parser = JSON.createParser(data)) {
            if (parser.nextToken() != null) {
                parser.skipChildren();
                if (parser.nextToken() == null) {
                    return data;
                }
            }
        } catch (JacksonException none) {
            // Then it is a text.
        }
        return JSON.writeValueAsString(data);
    }
}
