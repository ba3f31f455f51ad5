package io.ssehub.hub.sim;

/** Who reads from a socket, and may have given it up for another. */
interface SimReader {
    void onBytes(String text);

    /** Whether it has given {@code old} up for another connection. */
    boolean hasMovedOn(SimSink old);
}
