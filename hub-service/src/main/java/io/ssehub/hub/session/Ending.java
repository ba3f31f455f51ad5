package io.ssehub.hub.session;

import java.util.Locale;

/** Why a connection ended: what its client is told, whether it may come back, and the metric's tag. */
public enum Ending {
    /** The client went away, or could not be written to. */
    CLIENT_GONE(Return.SILENT),
    /** The client took nothing of what was written to it for too long. */
    WRITE_TIMEOUT(Return.SILENT),
    /** Somebody asked for the client's connections to end. */
    DISCONNECTED(Return.NEVER),
    /** An operator has ended this one connection. */
    OPERATOR(Return.NEVER),
    /** The connection has lasted long enough; wherever it comes back to, the load is spread anew. */
    MAX_AGE(Return.WELCOME),
    /** The token it came with has ended, and no other was brought; with another one it may go on. */
    TOKEN_EXPIRED(Return.WELCOME),
    /** Everything it was to be shown has been; the last event says that nothing more will come. */
    FINISHED(Return.POINTLESS),
    /** The node stops; another one goes on from the cursor. */
    SHUTDOWN(Return.WELCOME),
    /** The node has made a mistake, and logged it. */
    INTERNAL_ERROR(Return.SILENT);

    /** What a client should do after an ending. */
    private enum Return {
        /** There is nobody to tell; should it read on, it finds the connection cut and comes back by itself. */
        SILENT,
        /** Connect again. */
        WELCOME,
        /** Nothing is there to come back for, and nothing is said: its last event's cursor is answered by 204. */
        POINTLESS,
        /** Stay away: the cursor it is left with is answered by 204. */
        NEVER
    }

    private final Return mayReturn;
    private final String code = name().toLowerCase(Locale.ROOT);

    Ending(Return mayReturn) {
        this.mayReturn = mayReturn;
    }

    /** The reason as events and metrics show it. */
    public String code() {
        return code;
    }

    boolean isTold() {
        return mayReturn == Return.WELCOME || mayReturn == Return.NEVER;
    }

    boolean isForGood() {
        return mayReturn == Return.NEVER || mayReturn == Return.POINTLESS;
    }
}
