package io.ssehub.hub.connect;

import io.ssehub.hub.http.Addresses;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.ClientAddress;
import io.ssehub.hub.http.Completion;
import io.ssehub.hub.limit.Connects;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.hub.limit.Places;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Lets streams of any kind in as far as their client and their address may have more. Who is refused is told so for good by
 * the status, so that an EventSource stops instead of asking again every second.
 */
@Component
public final class StreamGate {
    /** Places are free when a stream ends, which may be long. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final LimitProperties limits;
    private final Places ofClient;
    private final Places ofAddress;
    private final Connects connects;
    private final Addresses addresses;

    StreamGate(LimitProperties limits, Connects connects, Addresses addresses) {
        this.limits = limits;
        this.ofClient = new Places(limits.streamsPerClient());
        this.ofAddress = new Places(limits.streamsPerAddress());
        this.connects = connects;
        this.addresses = addresses;
    }

    /** Takes a place for a stream that is nobody's in particular until its request is over; or tells why there is none. */
    public Optional<ApiException> enter(HttpServletRequest request) {
        ClientAddress address = addresses.of(request);
        // Who has connected straight was looked at when they did.
        Duration wait = address.proxied() ? connects.take(address.key()) : Duration.ZERO;
        if (wait.isPositive()) {
            return Optional.of(ApiException.tooMany(
                    Limit.CONNECTS,
                    "this address connects more often than " + limits.connectsPerSecond() + " times a second",
                    limits.connectsPerSecond(),
                    wait));
        }
        if (!ofAddress.take(address.key())) {
            return Optional.of(ApiException.tooMany(
                    Limit.ADDRESS_STREAMS,
                    "this address has " + limits.streamsPerAddress() + " streams at this node, which is the limit",
                    limits.streamsPerAddress(),
                    RETRY_AFTER));
        }
        Completion.of(request, () -> ofAddress.leave(address.key()));
        return Optional.empty();
    }

    /** The same for a stream of a client. */
    Optional<ApiException> enter(HttpServletRequest request, String clientId) {
        Optional<ApiException> refused = enter(request);
        if (refused.isPresent()) {
            return refused;
        }
        if (!ofClient.take(clientId)) {
            return Optional.of(ApiException.tooMany(
                    Limit.CLIENT_STREAMS,
                    "this client has " + limits.streamsPerClient() + " streams at this node, which is the limit",
                    limits.streamsPerClient(),
                    RETRY_AFTER));
        }
        Completion.of(request, () -> ofClient.leave(clientId));
        return Optional.empty();
    }
}
