package io.ssehub.loadtest.server;

import io.ssehub.loadtest.client.HttpCall;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.sse.SseEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that sends events, told apart from others by its paths and by how it wraps what was published. */
public interface Target {
    String name();

    /** The path, with its query, of a stream of these channels. */
    String subscribePath(Subscription subscription);

    /** What such a stream is asked for with, beside an EventSource's own headers. */
    Map<String, String> subscribeHeaders(Subscription subscription);

    /**
     * The call that publishes one event.
     *
     * @param data a JSON value
     * @param key names this publication for servers that publish the same name once; null for none
     */
    HttpCall publish(ChannelName channel, String data, @Nullable String key);

    /** Whether it publishes the same key once, so that a call without an answer can be made again. */
    boolean knowsKeys();

    /** The event with what was published as its data; null for one that carries nothing published. */
    @Nullable SseEvent unwrap(SseEvent event);

    /** Whether a connection listens only as of this event; those of which no event is one listen when they are open. */
    boolean isWelcome(SseEvent event);

    /** Whether there is such an event at all. */
    boolean hasWelcome();
}
