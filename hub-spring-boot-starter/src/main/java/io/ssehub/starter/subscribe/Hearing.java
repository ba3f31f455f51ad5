package io.ssehub.starter.subscribe;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Takes what a stream says, hands it to the listeners, and moves the cursor once they have it. */
final class Hearing implements EventStreamParser.Listener {
    private final HubSubscriberBuilder wanted;
    private final Pauses pauses;
    private final Consumer<ReceivedEvent> onExpiring;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();

    // Written by the subscriber's thread, read by any.
    private volatile String cursor;

    private boolean welcomed;

    // Of this connection.
    private boolean farewell;
    private boolean tokenExpired;

    /** @param onExpiring told that the token of this connection ends soon */
    Hearing(HubSubscriberBuilder wanted, Pauses pauses, Consumer<ReceivedEvent> onExpiring) {
        this.wanted = wanted;
        this.pauses = pauses;
        this.onExpiring = onExpiring;
        this.cursor = wanted.cursor;
    }

    /** Another connection. */
    void begin() {
        farewell = false;
        tokenExpired = false;
    }

    String cursor() {
        return cursor;
    }

    /** Done when the hub has said for the first time that it listens. */
    CompletableFuture<Void> connected() {
        return connected;
    }

    /** Whether the hub has ended this connection in so many words. */
    boolean farewell() {
        return farewell;
    }

    /** Whether it did so as the token had ended. */
    boolean tokenExpired() {
        return tokenExpired;
    }

    @Override
    public void onEvent(ReceivedEvent event) {
        pauses.onSuccess();
        switch (event.type()) {
            case "gap" -> wanted.onGap.accept(Gap.of(event));
            case "heartbeat" -> wanted.onSystem.accept(event);
            case "tokenExpiring" -> {
                onExpiring.accept(event);
                wanted.onSystem.accept(event);
            }
            case "systemMessage" -> {
                wanted.onSystem.accept(event);
                welcomed |= event.data().contains("\"connected\"");
            }
            case "disconnected" -> {
                farewell = true;
                tokenExpired = event.data().contains("\"token_expired\"");
                wanted.onSystem.accept(event);
            }
            default -> wanted.onEvent.accept(event);
        }
    }

    @Override
    public void onCursor(String moved) {
        cursor = moved;
        if (welcomed) {
            connected.complete(null);
        }
    }

    @Override
    public void onRetry(long millis) {
        pauses.onRetry(millis);
    }
}
