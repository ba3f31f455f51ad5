package io.ssehub.hub.publish;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.ClientAddress;
import io.ssehub.hub.http.DirectCall;
import io.ssehub.hub.http.HttpProperties;
import io.ssehub.hub.publish.PublishDesk.Order;
import io.ssehub.hub.publish.PublishDesk.Publication;
import io.ssehub.protocol.channel.InvalidNameException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way of a publication about which nothing is unusual: looked through by the same desk, answered on the thread that
 * brings Redis' answer.
 */
@Component
@ConditionalOnProperty(name = "hub.publish.direct", havingValue = "true", matchIfMissing = true)
final class DirectPublish implements DirectCall {
    private final PublishDesk desk;
    private final Callers callers;
    private final PublishRate rate;
    private final PublishMeters meters;
    private final JsonMapper json;
    private final long maxBytes;

    DirectPublish(
            PublishDesk desk,
            Callers callers,
            PublishRate rate,
            PublishMeters meters,
            JsonMapper json,
            HttpProperties http) {
        this.desk = desk;
        this.callers = callers;
        this.rate = rate;
        this.meters = meters;
        this.json = json;
        this.maxBytes = http.maxBody().toBytes();
    }

    @Override
    public String path() {
        return PublishController.PATH;
    }

    @Override
    public int status() {
        return PublishController.STATUS.value();
    }

    @Override
    public long maxBytes() {
        return maxBytes;
    }

    @Override
    public @Nullable CompletionStage<byte[]> begin(@Nullable String authorization, ClientAddress address, byte[] body) {
        long begun = System.nanoTime();
        Optional<Caller> caller = callers.known(authorization);
        if (caller.isEmpty()) {
            return null;
        }
        Order order = order(body, caller.get());
        // Taken last: who is refused here asks for it again the ordinary way.
        if (order == null || rate.refuse(caller.get(), () -> address).isPresent()) {
            return null;
        }
        return desk.send(order).thenApply(published -> {
            byte[] answer = json.writeValueAsBytes(PublishDesk.accepted(published));
            meters.direct(System.nanoTime() - begun);
            return answer;
        });
    }

    /** Null if anything is wrong with it: the ordinary way says what. */
    private @Nullable Order order(byte[] body, Caller caller) {
        try {
            Publication publication = json.readValue(body, Publication.class);
            return publication == null ? null : desk.check(publication, caller);
        } catch (JacksonException | ApiException | InvalidNameException wrong) {
            return null;
        }
    }
}
