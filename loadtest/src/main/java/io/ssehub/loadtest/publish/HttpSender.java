package io.ssehub.loadtest.publish;

import io.ssehub.loadtest.client.HttpCaller;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.server.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Publishes by HTTP over connections that are kept open; a channel's events always over the same one. */
public final class HttpSender implements Sender {
    private static final int LONGEST_REASON = 200;

    private final Target target;
    private final boolean keys;
    private final HttpCaller caller;

    /** @param keys whether publications carry keys, and so can be repeated */
    public HttpSender(Target target, List<URI> nodes, int connections, Duration patience, boolean keys) {
        this.target = target;
        this.keys = keys;
        this.caller = new HttpCaller(nodes, connections, patience);
    }

    @Override
    public void send(ChannelName channel, String data, String key, Consumer<String> outcome) {
        caller.call(
                channel.hashCode(),
                target.publish(channel, data, keys ? key : null),
                answer -> outcome.accept(answer.isAccepted() ? "" : reason(answer.status() + " " + answer.body())));
    }

    private static String reason(String said) {
        return said.substring(0, Math.min(said.length(), LONGEST_REASON));
    }

    @Override
    public void close() {
        caller.close();
    }
}
