package io.ssehub.hub.sink;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.HttpOutput;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.WebUtils;

/** The connection below an HTTP/1 request in Jetty, which belongs to one response until that ends. */
final class JettyConnection {
    private static final Logger log = LoggerFactory.getLogger(JettyConnection.class);
    private static final long NO_TIMEOUT = -1;

    private final EndPoint endPoint;
    private final HttpOutput output;

    private JettyConnection(EndPoint endPoint, HttpOutput output) {
        this.endPoint = endPoint;
        this.output = output;
    }

    /** Empty in another container, and for HTTP/2, where responses share a connection. */
    static Optional<JettyConnection> of(HttpServletRequest request) {
        if (WebUtils.getNativeRequest(request, ServletApiRequest.class) == null) {
            return Optional.empty();
        }
        ServletContextRequest jetty = ServletContextRequest.getServletContextRequest(request);
        ConnectionMetaData connection = jetty.getConnectionMetaData();
        return connection.getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion()
                ? Optional.of(new JettyConnection(connection.getConnection().getEndPoint(), jetty.getHttpOutput()))
                : Optional.empty();
    }

    /** A stream may be quiet, and its reader slow; whoever writes decides when it has been too long. */
    void allowSilence() {
        endPoint.setIdleTimeout(NO_TIMEOUT);
    }

    /**
     * Closes the container's own way to the response, since from here on nothing goes through it: so it gives back its
     * buffer, which it would keep until the end. To be called when what was written to the response is flushed.
     */
    void closeOutput() {
        try {
            output.takeContentAndClose();
        } catch (IllegalStateException ending) {
            // The response is being ended, which gives it back as well.
            log.trace("the response is over", ending);
        }
    }

    /** Writes without waiting; {@code done} is told on this thread or on one of Jetty's. */
    void write(ByteBuffer bytes, Sink.Done done) {
        boolean taken;
        try {
            // What a socket takes at once, which is nearly all there is, needs no callback.
            taken = endPoint.flush(bytes);
        } catch (IOException gone) {
            done.onWritten(false);
            return;
        }
        if (taken) {
            done.onWritten(true);
        } else {
            endPoint.write(
                    Callback.from(
                            InvocationType.NON_BLOCKING, () -> done.onWritten(true), failure -> done.onWritten(false)),
                    bytes);
        }
    }

    /** Closes the connection; a write under way fails at once. */
    void cut() {
        endPoint.close();
    }
}
