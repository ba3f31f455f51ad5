package io.ssehub.starter.subscribe;

import io.ssehub.protocol.channel.Names;
import io.ssehub.starter.token.HubTokenSupplier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link HubSubscriber} listens to, and whom it tells. For one thread, and one subscriber: not to be changed once open.
 */
public final class HubSubscriberBuilder {
    private static final Logger log = LoggerFactory.getLogger(HubSubscriber.class);

    final URI hub;
    final String clientId;
    List<String> topics = List.of();
    boolean own = true;
    boolean broadcast = true;
    boolean envelope;
    String from = "";
    String cursor = "";
    Duration silence = Duration.ofSeconds(35);
    Duration pause = Duration.ofSeconds(1);
    Duration longestPause = Duration.ofSeconds(30);

    @Nullable HubTokenSupplier tokens;

    Consumer<ReceivedEvent> onEvent = event -> {};
    Consumer<ReceivedEvent> onSystem = event -> {};
    Consumer<Gap> onGap = gap -> log.warn("{} of channel {}: events may be missing", gap.reason(), gap.channel());

    HubSubscriberBuilder(URI hub, String clientId) {
        this.hub = hub;
        this.clientId = Names.check("client", clientId);
    }

    /** Topics to listen to. */
    public HubSubscriberBuilder topics(String... names) {
        topics = List.of(names);
        topics.forEach(topic -> Names.check("topic", topic));
        return this;
    }

    /** Leaves out the client's own channel. */
    public HubSubscriberBuilder withoutClient() {
        own = false;
        return this;
    }

    /** Leaves out what is for everybody. */
    public HubSubscriberBuilder withoutBroadcast() {
        broadcast = false;
        return this;
    }

    /** Data comes as {@code {"channel", "position", "data"}}. */
    public HubSubscriberBuilder envelope() {
        envelope = true;
        return this;
    }

    /** Goes on behind an event that came earlier, by its {@link ReceivedEvent#cursor}. */
    public HubSubscriberBuilder cursor(String lastCursor) {
        if (!lastCursor.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("cursor must be what an event brought");
        }
        cursor = lastCursor;
        return this;
    }

    /** Begins with the oldest events there are, if there is no cursor. */
    public HubSubscriberBuilder fromStart() {
        from = "start";
        return this;
    }

    /**
     * What is shown to the hub; it is asked before each connection, and for another one when the hub says that the last ends soon,
     * which the open stream then goes on with. Not needed in {@code open} mode.
     */
    public HubSubscriberBuilder token(HubTokenSupplier supplier) {
        tokens = supplier;
        return this;
    }

    /** How long nothing may come before the connection counts as dead; more than twice the hub's heartbeat. */
    public HubSubscriberBuilder silence(Duration longest) {
        silence = longest;
        return this;
    }

    /** Bound of the random pause after a first failure, which doubles with each further, and where that ends. */
    public HubSubscriberBuilder pauses(Duration first, Duration longest) {
        pause = first;
        longestPause = longest;
        return this;
    }

    /** Is told every event but the hub's own. */
    public HubSubscriberBuilder onEvent(Consumer<ReceivedEvent> listener) {
        onEvent = listener;
        return this;
    }

    /** Is told where events may be missing, in their place. Otherwise that is logged. */
    public HubSubscriberBuilder onGap(Consumer<Gap> listener) {
        onGap = listener;
        return this;
    }

    /** Is told the hub's own events: {@code systemMessage}, {@code heartbeat}, {@code disconnected}, {@code tokenExpiring}. */
    public HubSubscriberBuilder onSystem(Consumer<ReceivedEvent> listener) {
        onSystem = listener;
        return this;
    }

    /** Begins to connect. */
    public HubSubscriber open() {
        return HubSubscriber.open(this);
    }

    /** Where a stream is given another token. */
    URI renewal() {
        return URI.create(at("/api/sse/token"));
    }

    private String at(String path) {
        String base = hub.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    URI address() {
        String address = at("/api/sse/connect/" + clientId);
        String query = (topics.isEmpty() ? "" : "&topics=" + String.join(",", topics))
                + (own ? "" : "&client=false")
                + (broadcast ? "" : "&broadcast=false")
                + (envelope ? "&envelope=true" : "")
                + (from.isEmpty() ? "" : "&from=" + from);
        return URI.create(query.isEmpty() ? address : address + "?" + query.substring(1));
    }
}
