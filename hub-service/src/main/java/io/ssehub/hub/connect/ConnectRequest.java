package io.ssehub.hub.connect;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Selection;
import io.ssehub.hub.session.Start;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.position.Cursor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection asks for.
 *
 * @param reading what it reads, as far as the request alone tells
 * @param acked whether what its client has acknowledged is to be left out
 * @param ended whether it was told to stay away
 * @param hasCursor whether it was here before
 */
public record ConnectRequest(Reading reading, boolean acked, boolean ended, boolean hasCursor) {
    private static final String START = "start";
    private static final String ACKED = "acked";

    /** The words of the request, unread. */
    record Raw(
            String clientId,
            String topics,
            boolean client,
            boolean broadcast,
            boolean envelope,
            @Nullable String lastEventIdHeader,
            @Nullable String lastEventId,
            @Nullable String from) {}

    /** @param maxChannels most channels of a stream */
    static ConnectRequest read(Raw raw, int maxChannels) {
        Names.check("clientId", raw.clientId);
        Set<Channel> channels = channels(raw, maxChannels);
        // An EventSource repeats its first URL for ever, beside the cursor it has by then.
        boolean acked = ACKED.equals(raw.from) && raw.client;
        Optional<String> written = writtenCursor(raw.lastEventIdHeader, raw.lastEventId);
        if (written.isPresent()) {
            Optional<Cursor> cursor = Cursor.parse(written.get());
            return new ConnectRequest(
                    new Reading(raw.clientId, starts(channels, cursor), raw.envelope, Selection.ALL),
                    acked,
                    cursor.map(Cursor::isEnded).orElse(false),
                    cursor.isPresent());
        }
        Start start = from(raw);
        Map<Channel, Start> starts = new LinkedHashMap<>();
        channels.forEach(channel -> starts.put(channel, start));
        return new ConnectRequest(new Reading(raw.clientId, starts, raw.envelope, Selection.ALL), acked, false, false);
    }

    private static Set<Channel> channels(Raw raw, int maxChannels) {
        Set<Channel> channels = new LinkedHashSet<>();
        if (raw.client) {
            channels.add(Channel.client(raw.clientId));
        }
        if (raw.broadcast) {
            channels.add(Channel.BROADCAST);
        }
        if (!raw.topics.isEmpty()) {
            for (String topic : raw.topics.split(",", -1)) {
                channels.add(Channel.topic(Names.check("topics", topic)));
            }
        }
        if (channels.isEmpty()) {
            throw ApiException.invalid("topics", "must name a topic if client and broadcast are left out");
        }
        if (channels.size() > maxChannels) {
            throw ApiException.exceeds(
                    Limit.CHANNELS,
                    "topics",
                    "must not make more than " + maxChannels + " channels, the client's own and broadcast included",
                    maxChannels);
        }
        if (!Cursor.canHold(channels)) {
            throw ApiException.invalid(
                    "topics", "has two names that one connection cannot tell apart; listen to them on two connections");
        }
        return channels;
    }

    private static Map<Channel, Start> starts(Set<Channel> channels, Optional<Cursor> cursor) {
        Map<Channel, Start> starts = new LinkedHashMap<>();
        for (Channel channel : channels) {
            starts.put(
                    channel,
                    cursor.<Start>map(known -> known.of(channel)
                                    .<Start>map(Start.After::new)
                                    .orElse(new Start.Live()))
                            .orElse(new Start.UnknownCursor()));
        }
        return starts;
    }

    private static Start from(Raw raw) {
        if (raw.from == null || raw.from.isEmpty()) {
            return new Start.Live();
        }
        return switch (raw.from) {
            case START -> new Start.Oldest();
            case ACKED -> {
                if (!raw.client) {
                    throw ApiException.invalid("from", "must not be acked if the client's own channel is left out");
                }
                yield new Start.Live();
            }
            default -> throw ApiException.invalid("from", "must be start or acked");
        };
    }

    /** The cursor of a request, unread: the header's, else the parameter's; an empty one is none. */
    public static Optional<String> writtenCursor(@Nullable String header, @Nullable String parameter) {
        return header != null && !header.isEmpty()
                ? Optional.of(header)
                : Optional.ofNullable(parameter).filter(written -> !written.isEmpty());
    }
}
