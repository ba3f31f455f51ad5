package io.ssehub.loadtest.sse;

/** What a parser found, called in the order of the stream by the thread that feeds it. */
public interface SseListener {
    void onEvent(SseEvent event);

    /** The server has set the reconnection time. */
    void onRetry(long millis);

    /** The stream broke a bound; the parser takes nothing more. */
    void onProtocolError(String reason);
}
