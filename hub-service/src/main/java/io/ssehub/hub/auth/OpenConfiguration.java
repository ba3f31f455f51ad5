package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Nobody is asked who they are; so nobody from elsewhere is let in, unless somebody has said aloud that they may. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "hub.auth.mode", havingValue = "open")
class OpenConfiguration {
    private static final Logger log = LoggerFactory.getLogger(OpenConfiguration.class);

    @Bean
    Callers callers() {
        return new Callers() {
            @Override
            public Caller current() {
                return Caller.ANYBODY;
            }

            @Override
            public Optional<Caller> known(@Nullable String authorization) {
                return Optional.of(Caller.ANYBODY);
            }

            @Override
            public boolean isOpen() {
                return true;
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> onlyThisMachine(
            AuthProperties properties, ServerProperties server) {
        InetAddress address = server.getAddress();
        if (properties.openToNetwork()) {
            log.warn(
                    "OPEN TO THE NETWORK: hub.auth.mode=open and hub.auth.open-to-network=true. Whoever reaches this node may"
                            + " read, write and end anything as any client.");
            return factory -> {};
        }
        if (address != null && !address.isLoopbackAddress()) {
            throw new InvalidConfigurationPropertyValueException(
                    "server.address",
                    address,
                    "With hub.auth.mode=open anybody may be any client, so the node listens on loopback only. Set"
                            + " hub.auth.mode=jwt, or hub.auth.open-to-network=true if that is meant.");
        }
        log.warn("hub.auth.mode=open: anybody on this machine may be any client. The node listens on loopback only.");
        return factory -> {
            if (address == null) {
                factory.setAddress(InetAddress.getLoopbackAddress());
            }
        };
    }
}
