package io.ssehub.starter.publish;

import io.ssehub.protocol.position.Position;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A way to the hub. Futures fail with {@link HubPublishException} only. Thread-safe. */
public interface Transport extends AutoCloseable {
    /** Publishes an event. */
    CompletableFuture<Position> send(Message message);

    /** Publishes several, each with an answer of its own, in their order. */
    List<CompletableFuture<Position>> send(List<Message> messages);

    /** What is wrong with the way, for people; empty if it is open. May take as long as a call. */
    String trouble();

    /** As metrics and health show it. */
    String name();

    @Override
    void close();
}
