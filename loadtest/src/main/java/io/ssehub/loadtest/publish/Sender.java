package io.ssehub.loadtest.publish;

import io.ssehub.loadtest.hub.ChannelName;
import java.util.function.Consumer;

/** A way for events into the server. */
public interface Sender extends AutoCloseable {
    /**
     * Sends an event, without waiting for what becomes of it. Events of one channel arrive in the order they were given.
     *
     * @param key names this publication, the same never for another
     * @param outcome told once, on any thread: empty if it was accepted, else why not
     */
    void send(ChannelName channel, String data, String key, Consumer<String> outcome);

    @Override
    void close();
}
