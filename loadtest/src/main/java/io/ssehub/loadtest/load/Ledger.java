package io.ssehub.loadtest.load;

/**
 * Who keeps the books of what went into the hub; the other side of what readers got out of it.
 *
 * <p>Everything is told twice, before it leaves and when it was accepted: what was accepted must arrive, what only
 * left may. Called by the threads that publish.
 */
public interface Ledger {
    /** This number is about to leave. */
    void publishing(String channel, String publisher, long sequence);

    /** The hub has accepted this number. */
    void published(String channel, String publisher, long sequence);

    /** This question is about to leave. */
    void asking(String clientId, String requestId);

    /** The hub has accepted the question and will answer it in this message. */
    void accepted(String clientId, String requestId, String messageId);
}
