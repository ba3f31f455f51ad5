package io.ssehub.starter.publish;

import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events to whoever listens at any node of the hub.
 *
 * <p>Calls return at once. What one thread publishes to one channel is given positions in that order. The future is done
 * when the event stands in its channel's log, from where every reader gets it, also one that is away at the moment; whether
 * anybody listens makes no difference. It fails with a {@link HubPublishException}, which says whether the event may have been
 * published all the same. Nothing is repeated by itself, except that a refused token is replaced once.
 *
 * <p>What can never be published is refused at once by an {@link IllegalArgumentException}: a bad name, data that is too long
 * or cannot be written as JSON.
 *
 * <p>Thread-safe. Futures are completed on threads that may block.
 */
public interface HubPublisher {
    /** Publishes an event; the future has its position. */
    CompletableFuture<Position> publish(HubEvent event);

    /**
     * Publishes several events; the future has their positions, in the order of the list.
     *
     * <p>Events of one channel get positions in the order of the list. Straight to Redis those without a key that follow
     * each other in a channel are appended together, up to {@value RedisTransport#TOGETHER} at a time, all or none of them. Over
     * HTTP each is a request of its own, and when one fails those behind it in the same channel are not sent.
     *
     * <p>If any fails, the future fails with a {@link HubBatchException}, which has the positions of the others.
     */
    CompletableFuture<List<Position>> publish(List<HubEvent> events);

    /** Publishes to one client, on all its connections. */
    default CompletableFuture<Position> toClient(String clientId, String event, @Nullable Object data) {
        return publish(HubEvent.toClient(clientId, event, data));
    }

    /** The same under a key, which makes a repetition harmless for ten minutes. */
    default CompletableFuture<Position> toClient(String clientId, String event, @Nullable Object data, String key) {
        return publish(HubEvent.toClient(clientId, event, data).withKey(key));
    }

    /** Publishes to whoever listens to the topic. */
    default CompletableFuture<Position> toTopic(String topic, String event, @Nullable Object data) {
        return publish(HubEvent.toTopic(topic, event, data));
    }

    /** The same under a key, which makes a repetition harmless for ten minutes. */
    default CompletableFuture<Position> toTopic(String topic, String event, @Nullable Object data, String key) {
        return publish(HubEvent.toTopic(topic, event, data).withKey(key));
    }

    /** Publishes to every client. */
    default CompletableFuture<Position> toAll(String event, @Nullable Object data) {
        return publish(HubEvent.toAll(event, data));
    }

    /** The same under a key, which makes a repetition harmless for ten minutes. */
    default CompletableFuture<Position> toAll(String event, @Nullable Object data, String key) {
        return publish(HubEvent.toAll(event, data).withKey(key));
    }
}
