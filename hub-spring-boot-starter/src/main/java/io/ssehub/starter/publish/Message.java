package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.publish.Event;
import org.jspecify.annotations.Nullable;

/** An event as it goes out, its data written. */
public record Message(
        Channel channel, Event event, @Nullable String key) {
    /**
     * Writes the data.
     *
     * @throws IllegalArgumentException if it cannot be written, or is too long
     */
    public static Message of(HubEvent event, HubJson json) {
        return new Message(event.channel(), new Event(event.name(), write(event, json)), event.key());
    }

    private static String write(HubEvent event, HubJson json) {
        try {
            // Inside JSON's strings there are none, and between its parts a blank does as well: mappers may indent.
            return json.write(event.data()).replace('\n', ' ').replace('\r', ' ');
        } catch (Exception e) {
            throw new IllegalArgumentException("data of " + event.name() + " cannot be written as JSON", e);
        }
    }
}
