package io.ssehub.hub.connect;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.session.Sessions;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Refuses what is more than this node may hold. Evicting somebody else would only make that one come back. */
@Component
final class NodeCapacity implements Admission {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final int maxConnections;

    NodeCapacity(Sessions sessions, ConnectProperties properties) {
        this.sessions = sessions;
        this.maxConnections = properties.maxConnections();
    }

    @Override
    public Optional<ApiException> refuse(ConnectRequest request) {
        return sessions.count() < maxConnections
                ? Optional.empty()
                : Optional.of(ApiException.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "node_full",
                        "This node holds " + maxConnections + " connections, which is its limit.",
                        RETRY_AFTER));
    }
}
