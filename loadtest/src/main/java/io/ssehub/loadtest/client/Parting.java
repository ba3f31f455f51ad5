package io.ssehub.loadtest.client;

/** What the server is told when a reader ends a connection. */
enum Parting {
    /** A FIN. */
    CLOSE,
    /** A reset, which throws away what is still on its way. */
    RESET,
    /** Nothing: the connection stays, and nobody reads from it. */
    SILENT
}
