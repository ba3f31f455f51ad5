package io.ssehub.hub.sink;

import java.io.IOException;

/** Ends a response that nobody reads any more. Nothing is to be written for it. */
public final class ConnectionGivenUpException extends IOException {
    ConnectionGivenUpException() {
        super("the connection was given up");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
