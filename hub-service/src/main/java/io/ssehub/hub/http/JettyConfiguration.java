package io.ssehub.hub.http;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets Jetty up for many connections that live long and say little. */
@Configuration(proxyBeanMethods = false)
class JettyConfiguration {
    /** Connections the kernel may hold until Jetty takes them: thousands may come back at once. */
    private static final int ACCEPT_QUEUE = 4096;

    /** Every open stream keeps one; an event is rarely larger. */
    private static final int OUTPUT_BUFFER_BYTES = 1024;

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> manyLongConnections() {
        return factory -> factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof ServerConnector tcp) {
                    tcp.setAcceptQueueSize(ACCEPT_QUEUE);
                }
                HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
                if (http != null) {
                    HttpConfiguration configuration = http.getHttpConfiguration();
                    configuration.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
                    configuration.setSendServerVersion(false);
                }
            }
        });
    }
}
