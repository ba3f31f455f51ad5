package io.ssehub.hub.http;

import io.ssehub.hub.limit.Connects;
import io.ssehub.hub.limit.LimitMeters;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.protocol.trace.Traces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.autoconfigure.JettyServerProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Sets Jetty up for many connections that live long and say little. */
@Configuration(proxyBeanMethods = false)
class JettyConfiguration {
    /** Connections the kernel may hold until Jetty takes them: thousands may come back at once. */
    private static final int ACCEPT_QUEUE = 4096;

    /** How long a connection may be idle if nobody says. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration INTERNAL_IDLE = Duration.ofSeconds(60);

    /** Every open stream keeps one; an event is rarely larger. */
    private static final int OUTPUT_BUFFER_BYTES = 1024;

    /**
     * Parts of a path that its readers do not agree upon: Spring leaves parameters away, proxies fold dots. What one of
     * them has let through must be what the other serves.
     */
    private static final Pattern AMBIGUOUS_PATH = Pattern.compile(";|/\\.{1,2}(/|$)");

    @Bean
    SocketGuard socketGuard(
            LimitProperties limits,
            HttpProperties properties,
            JettyServerProperties jetty,
            Connects connects,
            Addresses addresses,
            LimitMeters meters) {
        Duration idle = Objects.requireNonNullElse(jetty.getConnectionIdleTimeout(), IDLE);
        return new SocketGuard(limits, properties, idle, connects, addresses, meters, System::nanoTime);
    }

    /** Boot's, with sockets of ours; those that speak TLS stay Boot's. */
    @Bean
    JettyServletWebServerFactory jettyServletWebServerFactory() {
        return new JettyServletWebServerFactory() {
            @Override
            protected AbstractConnector createConnector(InetSocketAddress address, Server server) {
                return AttentiveConnector.inPlaceOf(
                        super.createConnector(address, server), getAcceptors(), getSelectors(), address);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> fewThreads(JettyServerProperties jetty) {
        return factory -> factory.setThreadPool(JettyThreads.of(jetty.getThreads()));
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> manyLongConnections(
            HttpProperties properties, SocketGuard guard, LimitMeters meters) {
        return factory -> factory.addServerCustomizers(server -> {
            server.setErrorHandler(new JettyProblems(meters));
            for (Connector connector : server.getConnectors()) {
                guarded(connector, guard, properties.maxUrl().toBytes());
            }
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
                    configuration.setRequestHeaderSize(
                            (int) properties.maxHead().toBytes());
                    configuration.addCustomizer((request, responseHeaders) -> refuseAmbiguous(request));
                }
            }
        });
    }

    /**
     * A door before all that is the servlet container's. Where traces are sent or the framework itself reads forwarded headers,
     * its filters are needed for every call.
     */
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> door(
            ObjectProvider<DirectCall> calls,
            Traces traces,
            ServerProperties settings,
            Addresses addresses,
            List<FixedHeaders> headers) {
        boolean direct = traces == Traces.NONE
                && settings.getForwardHeadersStrategy() != ForwardHeadersStrategy.FRAMEWORK
                && !StringUtils.hasLength(settings.getServlet().getContextPath());
        return factory -> factory.addServerCustomizers(server -> {
            Door door = new Door(direct ? calls.getIfAvailable() : null, addresses, headers);
            door.setHandler(server.getHandler());
            server.setHandler(door);
        });
    }

    private static void guarded(Connector connector, SocketGuard guard, long maxUrl) {
        connector.addBean(guard);
        HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
        if (http != null) {
            HttpConfiguration configuration = http.getHttpConfiguration();
            configuration.addCustomizer(guard);
            configuration.addCustomizer((request, responseHeaders) -> {
                String target = request.getHttpURI().getPathQuery();
                if (HttpMethod.TRACE.is(request.getMethod())) {
                    // It would send back what a browser has added, cookies for instance.
                    throw new HttpException.IllegalArgumentException(HttpStatus.NOT_IMPLEMENTED_501, "TRACE");
                }
                if (target != null && target.length() > maxUrl) {
                    throw new HttpException.IllegalArgumentException(HttpStatus.URI_TOO_LONG_414, "URI too long");
                }
                return request;
            });
        }
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
