package io.ssehub.loadtest.client;

/** Where a reader is in its life. */
public enum ReaderState {
    /** On its way to a node, no stream yet. */
    CONNECTING,
    /** A node answered with an event stream. */
    OPEN,
    /** Between two connections, until its delay is over. */
    WAITING,
    /** Told to stay away, until it is told to come back. */
    AWAY,
    /** Stopped for good by the server. */
    STOPPED,
    /** Closed for good by us. */
    CLOSED
}
