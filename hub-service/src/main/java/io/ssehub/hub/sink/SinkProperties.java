package io.ssehub.hub.sink;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams are written.
 *
 * @param kind which way bytes go to the socket
 */
@Validated
@ConfigurationProperties("hub.sink")
public record SinkProperties(@DefaultValue("endpoint") Kind kind) {
    /** Which way bytes go to the socket. */
    public enum Kind {
        /** Straight to the connection, no thread waits: HTTP/1 in Jetty; anything else is written by the emitter. */
        ENDPOINT,
        /** By Spring's emitter, with a virtual thread for each write: works everywhere. */
        EMITTER
    }
}
