package io.ssehub.loadtest.client;

import io.ssehub.loadtest.sse.SseEvent;
import java.net.URI;

/** Whoever a reader reads for. Called in order by the reader's event loop, which it must not block. */
@FunctionalInterface
public interface ReaderListener {
    void onEvent(SseEvent event);

    /** TCP has connected to a node; nothing has been asked yet. */
    default void onConnect() {}

    /** A node answered with an event stream. */
    default void onOpen(URI url) {}

    /** A connection ended, open or not. */
    default void onEnd(Ending ending) {}
}
