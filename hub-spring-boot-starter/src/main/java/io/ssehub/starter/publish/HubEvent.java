package io.ssehub.starter.publish;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.log.EventNames;
import org.jspecify.annotations.Nullable;

/**
 * Something to publish, and where to.
 *
 * @param channel a client's own, a topic, or broadcast
 * @param name what listeners know it by: 1 to 64 characters out of {@code A-Z a-z 0-9 . _ : -}, and none of the hub's own
 *     names
 * @param data any object; it is written as JSON, of 64 KB at most
 * @param key makes a repetition harmless for ten minutes; {@code null} for none
 */
public record HubEvent(
        Channel channel,
        String name,
        @Nullable Object data,
        @Nullable String key) {
    public HubEvent {
        if (channel.kind() == Channel.Kind.CONTROL) {
            throw new IllegalArgumentException(
                    "channel must be a client's, a topic or broadcast; control is the hubs' own");
        }
        if (!EventNames.isValid(name)) {
            throw new IllegalArgumentException("event must be " + EventNames.RULE);
        }
        if (EventNames.isReserved(name)) {
            throw new IllegalArgumentException("event " + name + " is the hub's own and cannot be published");
        }
        if (key != null) {
            Names.check("key", key);
        }
    }

    /** For one client, on all its connections. */
    public static HubEvent toClient(String clientId, String name, @Nullable Object data) {
        return new HubEvent(Channel.client(clientId), name, data, null);
    }

    /** For whoever listens to the topic. */
    public static HubEvent toTopic(String topic, String name, @Nullable Object data) {
        return new HubEvent(Channel.topic(topic), name, data, null);
    }

    /** For every client. */
    public static HubEvent toAll(String name, @Nullable Object data) {
        return new HubEvent(Channel.BROADCAST, name, data, null);
    }

    /** The same under a key: whoever is not sure that it was published publishes it again, and nobody gets it twice. */
    public HubEvent withKey(String key) {
        return new HubEvent(channel, name, data, key);
    }
}
