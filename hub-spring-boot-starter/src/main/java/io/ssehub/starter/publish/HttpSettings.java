package io.ssehub.starter.publish;

import io.ssehub.starter.token.HubTokenSupplier;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a hub is reached over HTTP.
 *
 * @param hub where it is, or the balancer before it
 * @param timeout how long a request may take
 * @param tokens what is shown to it; {@code null} for a hub in {@code open} mode
 */
public record HttpSettings(
        URI hub, Duration timeout, @Nullable HubTokenSupplier tokens) {
    /** An address below the hub's. */
    URI at(String path) {
        String base = hub.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
