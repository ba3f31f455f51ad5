package io.ssehub.hub.bus;

/** What the bus counts. Called on any thread. */
public interface BusMeters {
    /** Pub/sub is heard, for the first time or again. */
    void listening();

    /** The node has heard its own word: from Redis to it, pub/sub works. */
    void heard();

    /** A pub/sub connection looked well and carried nothing; it is replaced. */
    void deaf();
}
