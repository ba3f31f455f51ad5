package io.ssehub.hub.cluster;

import io.ssehub.hub.http.ApiException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** Nodes that should have answered and did not. */
final class Silence {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Silence() {}

    /** 503: what they would have said decides. */
    static ApiException of(Set<String> nodes) {
        return ApiException.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "node_unanswered",
                "Not answered in time, so whether this took effect is unknown: " + String.join(", ", nodes) + ".",
                RETRY_AFTER);
    }
}
