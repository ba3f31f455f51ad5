package io.ssehub.loadtest.hub;

import org.jspecify.annotations.Nullable;

/** A call that the hub refused, or that no node answered for too long. */
public final class HubApiException extends RuntimeException {
    private final int status;

    HubApiException(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The last HTTP status, 0 when there was no answer at all. */
    public int status() {
        return status;
    }
}
