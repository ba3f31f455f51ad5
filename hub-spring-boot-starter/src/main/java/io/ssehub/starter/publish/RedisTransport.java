package io.ssehub.starter.publish;

import io.ssehub.protocol.boot.PublisherConnection;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.redis.RedisAwayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Straight to Redis, as hubs and workers do it: one script call an event, pipelined. */
public final class RedisTransport implements Transport {
    /** Most events appended together: Redis does nothing else meanwhile. */
    public static final int TOGETHER = 200;

    private final PublisherConnection connection;

    public RedisTransport(PublisherConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletableFuture<Position> send(Message message) {
        String key = message.key();
        return (key == null
                        ? connection.publisher().publish(message.channel(), message.event())
                        : connection.publisher().publishOnce(message.channel(), key, message.event()))
                .handle((published, failure) -> position(published, failure, 0))
                .toCompletableFuture();
    }

    @Override
    public List<CompletableFuture<Position>> send(List<Message> messages) {
        List<CompletableFuture<Position>> answers = Stream.generate(() -> new CompletableFuture<Position>())
                .limit(messages.size())
                .toList();
        Map<Channel, Run> runs = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            Run run = runs.computeIfAbsent(message.channel(), Run::new);
            if (message.key() == null) {
                run.add(message.event(), answers.get(i));
            } else {
                run.flush();
                CompletableFuture<Position> answer = answers.get(i);
                send(message).whenComplete((position, failure) -> complete(answer, position, failure));
            }
        }
        runs.values().forEach(Run::flush);
        return answers;
    }

    private static void complete(
            CompletableFuture<Position> answer, @Nullable Position position, @Nullable Throwable failure) {
        if (failure == null) {
            answer.complete(position);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    /** The position of one of the events that were appended together. */
    private static Position position(@Nullable Published published, @Nullable Throwable failure, int index) {
        if (published == null) {
            throw translate(failure);
        }
        if (published.outcome() == Published.Outcome.CONFLICT) {
            throw new HubPublishException(
                    HubPublishException.Reason.KEY_CONFLICT, "another event was published under this key", null);
        }
        return new Position(published.first().epoch(), published.first().offset() + index);
    }

    private static HubPublishException translate(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return new HubPublishException(
                cause instanceof RedisAwayException
                        ? HubPublishException.Reason.UNAVAILABLE
                        : HubPublishException.Reason.REFUSED,
                cause == null ? "no answer" : String.valueOf(cause.getMessage()),
                cause);
    }

    @Override
    public String trouble() {
        return connection.isUp() ? "" : "not connected to Redis";
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Events of one channel that can be appended together. */
    private final class Run {
        private final Channel channel;
        private final List<Event> events = new ArrayList<>();
        private final List<CompletableFuture<Position>> answers = new ArrayList<>();

        private Run(Channel channel) {
            this.channel = channel;
        }

        private void add(Event event, CompletableFuture<Position> answer) {
            events.add(event);
            answers.add(answer);
            if (events.size() == TOGETHER) {
                flush();
            }
        }

        private void flush() {
            if (events.isEmpty()) {
                return;
            }
            List<CompletableFuture<Position>> theirs = List.copyOf(answers);
            CompletionStage<Published> appended = connection.publisher().publish(channel, List.copyOf(events));
            events.clear();
            answers.clear();
            for (int i = 0; i < theirs.size(); i++) {
                int index = i;
                CompletableFuture<Position> answer = theirs.get(i);
                appended.handle((published, failure) -> position(published, failure, index))
                        .whenComplete((position, failure) -> complete(answer, position, failure));
            }
        }
    }
}
