package io.ssehub.loadtest.hub;

/**
 * A channel of the hub: what one publishes to and listens to.
 *
 * @param name the client or topic; empty for broadcast
 */
public record ChannelName(Kind kind, String name) {
    /** The kinds of channel. */
    public enum Kind {
        CLIENT,
        TOPIC,
        BROADCAST
    }

    public static ChannelName client(String clientId) {
        return new ChannelName(Kind.CLIENT, clientId);
    }

    public static ChannelName topic(String topic) {
        return new ChannelName(Kind.TOPIC, topic);
    }

    public static ChannelName broadcast() {
        return new ChannelName(Kind.BROADCAST, "");
    }

    /** The channel as the hub writes it: {@code client/alice}, {@code topic/news}, {@code broadcast}. */
    public String path() {
        return switch (kind) {
            case CLIENT -> "client/" + name;
            case TOPIC -> "topic/" + name;
            case BROADCAST -> "broadcast";
        };
    }

    @Override
    public String toString() {
        return path();
    }
}
