package io.ssehub.starter.publish;

import io.ssehub.protocol.position.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes events as JSON, gives them to a transport, and counts what becomes of them. */
public final class DefaultHubPublisher implements HubPublisher, AutoCloseable {
    private static final String PUBLISHED = "published";
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Transport transport;
    private final HubJson json;
    private final PublishMeters meters;
    private final Duration patience;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * A publisher.
     *
     * @param patience how long closing waits for answers that are still to come
     */
    public DefaultHubPublisher(Transport transport, HubJson json, PublishMeters meters, Duration patience) {
        this.transport = transport;
        this.json = json;
        this.meters = meters;
        this.patience = patience;
        meters.underWay(underWay::get);
    }

    @Override
    public CompletableFuture<Position> publish(HubEvent event) {
        Message message = Message.of(event, json);
        return answered(transport.send(message), message, count(1));
    }

    @Override
    public CompletableFuture<List<Position>> publish(List<HubEvent> events) {
        List<Message> messages =
                events.stream().map(event -> Message.of(event, json)).toList();
        long began = count(messages.size());
        List<CompletableFuture<Position>> sent = transport.send(messages);
        List<CompletableFuture<Position>> answers = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            answers.add(answered(sent.get(i), messages.get(i), began));
        }
        return all(answers);
    }

    /** Counts events in, and says when that was. */
    private long count(int events) {
        underWay.addAndGet(events);
        return System.nanoTime();
    }

    /** The answer on a thread that may block, unlike those of drivers, which all events share. */
    private CompletableFuture<Position> answered(CompletableFuture<Position> answer, Message message, long began) {
        CompletableFuture<Position> told = new CompletableFuture<>();
        answer.whenCompleteAsync(
                (position, failure) -> {
                    underWay.decrementAndGet();
                    String outcome = failure == null
                            ? PUBLISHED
                            : cause(failure).reason().tag();
                    meters.published(message.channel().kind(), outcome, System.nanoTime() - began);
                    if (failure == null) {
                        told.complete(position);
                    } else {
                        told.completeExceptionally(cause(failure));
                    }
                },
                Thread::startVirtualThread);
        return told;
    }

    private static CompletableFuture<List<Position>> all(List<CompletableFuture<Position>> answers) {
        CompletableFuture<List<Position>> told = new CompletableFuture<>();
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).whenComplete((done, failure) -> {
            if (failure == null) {
                told.complete(answers.stream().map(CompletableFuture::join).toList());
            } else {
                told.completeExceptionally(failed(answers));
            }
        });
        return told;
    }

    private static HubBatchException failed(List<CompletableFuture<Position>> answers) {
        HubPublishException first = null;
        List<Optional<Position>> positions = new ArrayList<>(answers.size());
        for (CompletableFuture<Position> answer : answers) {
            if (answer.isCompletedExceptionally()) {
                first = first == null ? cause(answer.exceptionNow()) : first;
                positions.add(Optional.empty());
            } else {
                positions.add(Optional.of(answer.join()));
            }
        }
        return new HubBatchException(cause(first), positions);
    }

    private static HubPublishException cause(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof HubPublishException told
                ? told
                : new HubPublishException(HubPublishException.Reason.UNAVAILABLE, "unexpected failure", cause);
    }

    /** Waits for what is under way; the transport is its owner's to close. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + patience.toNanos();
        while (underWay.get() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
