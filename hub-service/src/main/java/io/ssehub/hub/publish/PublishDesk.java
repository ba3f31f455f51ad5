package io.ssehub.hub.publish;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.frame.JsonText;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.InvalidNameException;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Looks through what is to be published, whichever way it came, and sends it to Redis. */
@Component
final class PublishDesk {
    /**
     * What to publish; one of the first three says where to.
     *
     * @param key makes a repetition harmless for ten minutes
     */
    record Publication(
            @Nullable String client,
            @Nullable String topic,
            @Nullable Boolean broadcast,
            @Nullable String event,
            @Nullable JsonNode data,
            @Nullable String key) {}

    /** A publication that is right, by somebody who may. */
    record Order(Channel channel, Event event, @Nullable String key) {}

    /** Where the event stands in its channel. */
    record Accepted(String position) {}

    private final Publisher publisher;
    private final long maxBytes;

    PublishDesk(Publisher publisher, LimitProperties limits) {
        this.publisher = publisher;
        this.maxBytes = limits.eventSize().toBytes();
    }

    /**
     * Looks through it; changes nothing.
     *
     * @throws ApiException what is wrong with it, or that the caller may not
     * @throws InvalidNameException a name is wrong
     */
    Order check(Publication publication, Caller caller) {
        Channel channel = channel(publication);
        if (!caller.mayPublishTo(channel)) {
            throw ApiException.of(
                    HttpStatus.FORBIDDEN, "publish_not_granted", "the token does not grant publishing to " + channel);
        }
        Event event = event(publication);
        String key = publication.key();
        return new Order(channel, event, key == null ? null : Names.check("key", key));
    }

    /** Sends it to Redis. */
    CompletionStage<Published> send(Order order) {
        return order.key() == null
                ? publisher.publish(order.channel(), order.event())
                : publisher.publishOnce(order.channel(), order.key(), order.event());
    }

    /** What is answered to what came of it. */
    static Accepted accepted(Published published) {
        if (published.outcome() == Published.Outcome.CONFLICT) {
            throw ApiException.of(
                    HttpStatus.CONFLICT, "key_conflict", "another event was published under this key", "key");
        }
        return new Accepted(published.last().toString());
    }

    private static Channel channel(Publication publication) {
        List<Channel> named = new ArrayList<>(1);
        if (publication.client() != null) {
            named.add(Channel.client(publication.client()));
        }
        if (publication.topic() != null) {
            named.add(Channel.topic(publication.topic()));
        }
        if (Boolean.TRUE.equals(publication.broadcast())) {
            named.add(Channel.BROADCAST);
        }
        if (named.size() != 1) {
            throw ApiException.of(
                    HttpStatus.BAD_REQUEST,
                    "invalid_target",
                    "exactly one of client, topic and broadcast (true) must be given",
                    "client");
        }
        return named.getFirst();
    }

    private Event event(Publication publication) {
        String name = publication.event();
        if (name == null || !EventNames.isValid(name)) {
            throw ApiException.invalid("event", "must be " + EventNames.RULE, EventNames.MAX_LENGTH);
        }
        if (EventNames.isReserved(name)) {
            throw ApiException.of(
                    HttpStatus.BAD_REQUEST,
                    "reserved_event_name",
                    "event " + name + " is the hub's own and cannot be published",
                    "event");
        }
        if (publication.data() == null) {
            throw ApiException.invalid("data", "must be given; any JSON will do");
        }
        String data = JsonText.encodable(publication.data().toString());
        if (data.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw ApiException.exceeds(Limit.EVENT, "data", "must not exceed " + maxBytes + " bytes", maxBytes);
        }
        return new Event(name, data);
    }
}
