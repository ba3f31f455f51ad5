package io.ssehub.protocol.channel;

import java.util.Optional;

/**
 * One ordered log that events are published to and readers listen to.
 *
 * <p>Written {@code client/<id>}, {@code topic/<name>}, {@code broadcast} or {@code control}; the written form is also
 * the Redis Cluster hash tag of all its keys.
 *
 * @param kind what sort of channel it is
 * @param name the client or topic; empty for the kinds of which there is only one
 */
public record Channel(Kind kind, String name) {
    /** What sort of channel it is. */
    public enum Kind {
        /** Events for one client, on all its connections. */
        CLIENT("client/"),
        /** Events for whoever listens to the topic. */
        TOPIC("topic/"),
        /** Events for every client. */
        BROADCAST("broadcast"),
        /** Orders from node to node; no client can listen or publish here. */
        CONTROL("control");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        boolean isNamed() {
            return prefix.endsWith("/");
        }

        String prefix() {
            return prefix;
        }
    }

    /** The channel every client listens to unless it asks not to. */
    public static final Channel BROADCAST = new Channel(Kind.BROADCAST, "");

    /** The channel the nodes talk to each other on. */
    public static final Channel CONTROL = new Channel(Kind.CONTROL, "");

    public Channel {
        if (kind.isNamed()) {
            Names.check(kind == Kind.CLIENT ? "client" : "topic", name);
        } else if (!name.isEmpty()) {
            throw new IllegalArgumentException(kind + " has no name");
        }
    }

    public static Channel client(String clientId) {
        return new Channel(Kind.CLIENT, clientId);
    }

    public static Channel topic(String name) {
        return new Channel(Kind.TOPIC, name);
    }

    /** Reads the written form; empty if it is none. */
    public static Optional<Channel> parse(String written) {
        for (Kind kind : Kind.values()) {
            if (kind.isNamed() && written.startsWith(kind.prefix)) {
                String name = written.substring(kind.prefix.length());
                return Names.isValid(name) ? Optional.of(new Channel(kind, name)) : Optional.empty();
            }
            if (written.equals(kind.prefix)) {
                return Optional.of(new Channel(kind, ""));
            }
        }
        return Optional.empty();
    }

    /** The same in every process, unlike an enum's own; lanes and simulations rely on it. */
    @Override
    public int hashCode() {
        return 31 * kind.ordinal() + name.hashCode();
    }

    @Override
    public String toString() {
        return kind.prefix + name;
    }
}
