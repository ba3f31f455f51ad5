package io.ssehub.starter.subscribe;

/** The hub does not let the subscriber in, and asking again will not help. */
public final class SubscriberRefusedException extends RuntimeException {
    private final int status;

    SubscriberRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
