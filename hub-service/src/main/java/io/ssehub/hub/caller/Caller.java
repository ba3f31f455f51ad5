package io.ssehub.hub.caller;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who asks: which client they are, what else they may, and until when. Immutable. */
public final class Caller {
    /** No name and no pattern. */
    private static final String NOTHING = "!";

    private static final int FIELDS = 5;

    /** Whoever asks where nobody is asked who they are: may do all, as any client, for ever. */
    public static final Caller ANYBODY = new Caller(null, Grants.NONE, Grants.NONE, true, Instant.MAX);

    /** Somebody without a token: may do what everybody may. */
    public static final Caller STRANGER = new Caller("", Grants.NONE, Grants.NONE, false, Instant.MAX);

    private final @Nullable String clientId;
    private final Grants topics;
    private final Grants publish;
    private final boolean admin;
    private final Instant until;

    private Caller(@Nullable String clientId, Grants topics, Grants publish, boolean admin, Instant until) {
        this.clientId = clientId;
        this.topics = topics;
        this.publish = publish;
        this.admin = admin;
        this.until = until;
    }

    /**
     * A client that has shown who it is.
     *
     * @param topics topics it may listen to
     * @param publish channels it may publish to, as they are written: {@code topic/news}, {@code client/*}
     * @param admin whether it may look after the cluster
     * @param until when that ends
     */
    public static Caller of(String clientId, Grants topics, Grants publish, boolean admin, Instant until) {
        return new Caller(Names.check("clientId", clientId), topics, publish, admin, until);
    }

    /** The client it is; empty if it is nobody in particular. */
    public Optional<String> clientId() {
        return Optional.ofNullable(clientId).filter(name -> !name.isEmpty());
    }

    /** Until when it is who it is; empty if for ever. */
    public Optional<Instant> until() {
        return until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until);
    }

    /** Whether it may look after the cluster: console, connections of others, meters. */
    public boolean isAdmin() {
        return admin;
    }

    /** Whether it may act as this client. */
    public boolean mayBe(String client) {
        return clientId == null || clientId.equals(client);
    }

    /** Whether it may listen to this channel. */
    public boolean mayHear(Channel channel) {
        return clientId == null
                || switch (channel.kind()) {
                    case CLIENT -> clientId.equals(channel.name());
                    case TOPIC -> topics.cover(channel.name());
                    case BROADCAST -> !clientId.isEmpty();
                    case CONTROL -> false;
                };
    }

    /** Whether it may publish to this channel. */
    public boolean mayPublishTo(Channel channel) {
        return clientId == null || (channel.kind() != Channel.Kind.CONTROL && publish.cover(channel.toString()));
    }

    /** The same without the rights of an administrator, for what is carried by less than a token. */
    public Caller reader() {
        return new Caller(clientId, topics, Grants.NONE, false, until);
    }

    /** One line that {@link #read} understands: client, end, topics, channels, rank; free of anything JSON would escape. */
    public String written() {
        return String.join(
                " ",
                clientId().orElse(NOTHING),
                until().map(end -> Long.toString(end.toEpochMilli())).orElse(NOTHING),
                written(topics),
                written(publish),
                admin ? "admin" : NOTHING);
    }

    private static String written(Grants grants) {
        return grants.patterns().isEmpty() ? NOTHING : String.join(",", grants.patterns());
    }

    /** Reads what {@link #written} wrote for a client; empty if it is something else. */
    public static Optional<Caller> read(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS || !Names.isValid(fields[0]) || !fields[1].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Caller(
                fields[0],
                grants(fields[2]),
                grants(fields[3]),
                fields[4].equals("admin"),
                Instant.ofEpochMilli(Long.parseLong(fields[1]))));
    }

    private static Grants grants(String field) {
        List<String> patterns = field.equals(NOTHING) ? List.of() : Arrays.asList(field.split(",", -1));
        return new Grants(patterns.stream().filter(Grants::isValid).toList());
    }

    @Override
    public String toString() {
        return clientId == null ? "anybody" : clientId.isEmpty() ? "a stranger" : clientId;
    }
}
