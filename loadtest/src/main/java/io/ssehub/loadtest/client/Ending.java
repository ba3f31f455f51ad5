package io.ssehub.loadtest.client;

/** Why a connection ended, and where that leaves its reader. */
public enum Ending {
    /** The server ended the stream: by the last HTTP chunk, or by closing where that is what marks the end. */
    SERVER_ENDED(ReaderState.WAITING),
    /** The connection broke before the stream or the answer was over. */
    NETWORK_FAILED(ReaderState.WAITING),
    /** No connection came about. */
    CONNECT_FAILED(ReaderState.WAITING),
    /** A status other than 200 and 204. An EventSource would give up here; the judge wants to know what follows. */
    REFUSED(ReaderState.WAITING),
    /** Not HTTP, not an event stream, or an event beyond the bounds. */
    PROTOCOL_ERROR(ReaderState.WAITING),
    /** Cut by us; the reader comes back by itself. */
    CUT(ReaderState.WAITING),
    /** Given up by us without a word to the server; the reader comes back by itself. */
    ABANDONED(ReaderState.WAITING),
    /** Cut by us; the reader stays away. */
    LEFT(ReaderState.AWAY),
    /** Status 204: do not come back. */
    NO_CONTENT(ReaderState.STOPPED),
    /** Closed by us for good. */
    CLOSED(ReaderState.CLOSED);

    private final ReaderState next;

    Ending(ReaderState next) {
        this.next = next;
    }

    ReaderState next() {
        return next;
    }
}
