package io.ssehub.starter.subscribe;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Listens to a hub as a client does, for tests and tools: keeps its cursor, comes back by itself, and misses nothing that the
 * hub holds.
 *
 * <pre>{@code
 * try (HubSubscriber alice = HubSubscriber.of("http://localhost:8080", "alice")
 *         .topics("news")
 *         .onEvent(event -> System.out.println(event.type() + " " + event.data()))
 *         .open()) {
 *     alice.awaitConnected(Duration.ofSeconds(10));
 *     ...
 * }
 * }</pre>
 *
 * <p>Listeners are called one after the other on a virtual thread of its own, and may block: meanwhile nothing is read, and the
 * hub serves what came from the log. The cursor moves when the listener has returned. A listener that throws ends the
 * subscriber; another one with its {@link #cursor} gets that event again.
 */
public final class HubSubscriber implements AutoCloseable {
    /** How long closing waits for a listener to return. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Listening listening;
    private final Thread thread;

    private HubSubscriber(HubSubscriberBuilder wanted) {
        listening = new Listening(wanted);
        thread = Thread.ofVirtual().name("hub-subscriber-" + wanted.clientId).unstarted(listening);
    }

    /**
     * Somebody who listens as a client.
     *
     * @param hub where the hub is, or the balancer before it
     */
    public static HubSubscriberBuilder of(String hub, String clientId) {
        return new HubSubscriberBuilder(URI.create(hub), clientId);
    }

    static HubSubscriber open(HubSubscriberBuilder wanted) {
        HubSubscriber subscriber = new HubSubscriber(wanted);
        subscriber.thread.start();
        return subscriber;
    }

    /** Where it stands, behind the last event a listener has taken; empty before anything has come. */
    public String cursor() {
        return listening.cursor();
    }

    /** Waits until it is connected for the first time: what is published from then on comes. */
    public void awaitConnected(Duration patience) {
        listening
                .connected()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Done when it has ended: closed, or sent away by the hub for good. Fails if a listener threw, or with a {@link
     * SubscriberRefusedException}.
     */
    public CompletableFuture<Void> ended() {
        return listening.ended().copy();
    }

    /** Ends it; no listener is called afterwards. One that is being called is interrupted. */
    @Override
    public void close() {
        listening.stop();
        thread.interrupt();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
