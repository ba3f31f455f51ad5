package io.ssehub.hub.chat;

import io.ssehub.hub.connect.ConnectRequest;
import io.ssehub.hub.connect.Connections;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Start;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisAwayException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** One answer as an event stream of its own: its text so far, then what comes, then the end. */
@Component
final class AnswerStreams {
    private final Generations generations;
    private final Connections connections;
    private final Executor virtualThreads;

    AnswerStreams(Generations generations, Connections connections, Executor virtualThreads) {
        this.generations = generations;
        this.connections = connections;
        this.virtualThreads = virtualThreads;
    }

    /**
     * Answers a request for the stream of one answer.
     *
     * @param lastEventId the cursor it brings, unread; one that cannot be read, or is of another channel, is none
     * @param unknown what to throw if there is no such answer
     */
    ResponseEntity<?> open(
            String clientId,
            String messageId,
            @Nullable String lastEventId,
            HttpServletRequest http,
            Supplier<? extends RuntimeException> unknown) {
        Channel channel = Channel.client(clientId);
        Optional<Cursor> cursor = Optional.ofNullable(lastEventId).flatMap(Cursor::parse);
        Optional<Position> position = cursor.flatMap(brought -> brought.of(channel));
        boolean over = cursor.map(Cursor::isEnded).orElse(false);
        if (!over) {
            over = isOver(clientId, messageId, position, unknown);
        }
        Reading reading = new Reading(
                clientId,
                Map.of(channel, position.<Start>map(Start.After::new).orElse(new Start.Live())),
                false,
                new AnswerSelection(generations, clientId, messageId, virtualThreads));
        return connections.open(new ConnectRequest(reading, false, over, position.isPresent()), () -> reading, http);
    }

    /** Whether a reader at {@code position} has all of it. */
    private boolean isOver(
            String clientId,
            String messageId,
            Optional<Position> position,
            Supplier<? extends RuntimeException> unknown) {
        Optional<Generation> found;
        try {
            found = Await.result(generations.find(clientId, messageId));
        } catch (RedisAwayException away) {
            if (position.isEmpty()) {
                throw away;
            }
            return false;
        }
        Generation generation = found.orElseThrow(unknown);
        return generation.state().isEnded()
                && position.filter(at -> generation
                                .last()
                                .filter(last -> last.isAfter(at))
                                .isEmpty())
                        .isPresent();
    }
}
