package io.ssehub.hub.connect;

import io.ssehub.hub.http.Await;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Start;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.generation.Acknowledgements;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisAwayException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * {@code from=acked}: a connection begins before the first entry of the oldest answer its client has not acknowledged,
 * and is not shown those it has. Which these are is decided when it arrives and stays so while it lasts.
 */
@Component
final class Acknowledged {
    private final Generations generations;
    private final Clock clock;
    private final int most;

    Acknowledged(Generations generations, Clock clock, ConnectProperties properties) {
        this.generations = generations;
        this.clock = clock;
        this.most = properties.acked();
    }

    /** What {@code request} reads without what its client has acknowledged. */
    Reading leftOut(ConnectRequest request) {
        Reading all = request.reading();
        Acknowledgements known;
        try {
            known = Await.result(generations.acknowledgements(all.clientId(), most));
        } catch (RedisAwayException away) {
            if (!request.hasCursor()) {
                throw away;
            }
            // It waits for Redis, and is then shown more than it needs rather than less.
            return all;
        }
        Map<Channel, Start> channels = new LinkedHashMap<>(all.channels());
        channels.computeIfPresent(
                Channel.client(all.clientId()),
                (channel, start) -> start instanceof Start.Live ? new Start.After(startOf(known)) : start);
        return new Reading(all.clientId(), channels, all.envelope(), ref -> ref.ofMessage()
                .filter(known.acknowledged()::contains)
                .isEmpty());
    }

    private Position startOf(Acknowledgements known) {
        Optional<Position> missing = known.missing().map(Position::previous);
        // A generation may have begun after the head was looked at, and others before it.
        return missing.filter(position ->
                        known.head().map(head -> !position.isAfter(head)).orElse(true))
                .or(known::head)
                .orElseGet(() -> Position.before(clock.instant()));
    }
}
