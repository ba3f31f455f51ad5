package io.ssehub.hub.publish;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.frame.JsonText;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/sse/publish}: an event for a client, a topic or everybody. */
@RestController
final class PublishController {
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

    /** Where the event stands in its channel. */
    record Accepted(String position) {}

    private final Publisher publisher;
    private final Callers callers;
    private final PublishRate rate;
    private final long maxBytes;

    PublishController(Publisher publisher, Callers callers, PublishRate rate, LimitProperties limits) {
        this.publisher = publisher;
        this.callers = callers;
        this.rate = rate;
        this.maxBytes = limits.eventSize().toBytes();
    }

    @PostMapping("/api/sse/publish")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted publish(@RequestBody Publication publication, HttpServletRequest request) {
        return accepted(Await.result(begin(publication, request)));
    }

    /** Checks it and sends it to Redis; what is wrong with it is thrown. */
    CompletionStage<Published> begin(Publication publication, HttpServletRequest request) {
        Optional<ApiException> tooFast = rate.refuse(request);
        if (tooFast.isPresent()) {
            throw tooFast.get();
        }
        Channel channel = channel(publication);
        if (!callers.current().mayPublishTo(channel)) {
            throw ApiException.of(
                    HttpStatus.FORBIDDEN, "publish_not_granted", "the token does not grant publishing to " + channel);
        }
        Event event = event(publication);
        return publication.key() == null
                ? publisher.publish(channel, event)
                : publisher.publishOnce(channel, Names.check("key", publication.key()), event);
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
