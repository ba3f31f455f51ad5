package io.ssehub.hub.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets Jetty up for many connections that live long and say little. */
@Configuration(proxyBeanMethods = false)
class JettyConfiguration {
    /** Connections the kernel may hold until Jetty takes them: thousands may come back at once. */
    private static final int ACCEPT_QUEUE = 4096;

    private static final Duration INTERNAL_IDLE = Duration.ofSeconds(60);

    /** Every open stream keeps one; an event is rarely larger. */
    private static final int OUTPUT_BUFFER_BYTES = 1024;

    /**
     * Parts of a path that its readers do not agree upon: Spring leaves parameters away, proxies fold dots. What one of
     * them has let through must be what the other serves.
     */
    private static final Pattern AMBIGUOUS_PATH = Pattern.compile(";|/\\.{1,2}(/|$)");

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> manyLongConnections(HttpProperties properties) {
        return factory -> factory.addServerCustomizers(server -> {
            server.setErrorHandler(new JettyProblems());
            if (properties.internalPort() >= 0) {
                server.addConnector(internal(server, factory.getAddress(), properties.internalPort()));
            }
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof ServerConnector tcp) {
                    tcp.setAcceptQueueSize(ACCEPT_QUEUE);
                    tcp.setAcceptedSendBufferSize((int) properties.sendBuffer().toBytes());
                }
                HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
                if (http != null) {
                    HttpConfiguration configuration = http.getHttpConfiguration();
                    configuration.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
                    configuration.setSendServerVersion(false);
                    configuration.addCustomizer((request, responseHeaders) -> refuseAmbiguous(request));
                }
            }
        });
    }

    /** Marks what comes in, and serves nothing that belongs elsewhere. */
    private static ServerConnector internal(Server server, @Nullable InetAddress address, int port) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer((request, responseHeaders) -> {
            String path = request.getHttpURI().getCanonicalPath();
            if (path == null || !InternalPort.serves(path)) {
                throw new HttpException.RuntimeException(HttpStatus.NOT_FOUND_404);
            }
            request.setAttribute(InternalPort.ATTRIBUTE, true);
            return request;
        });
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        if (address != null) {
            connector.setHost(address.getHostAddress());
        }
        connector.setName("internal");
        connector.setPort(port);
        connector.setIdleTimeout(INTERNAL_IDLE.toMillis());
        return connector;
    }

    private static Request refuseAmbiguous(Request request) {
        String path = request.getHttpURI().getPath();
        if (path != null && AMBIGUOUS_PATH.matcher(path).find()) {
            throw new HttpException.IllegalArgumentException(HttpStatus.BAD_REQUEST_400, "Ambiguous path");
        }
        return request;
    }
}
