package io.ssehub.starter.autoconfigure;

import io.ssehub.starter.publish.HttpSettings;
import io.ssehub.starter.publish.HttpTransport;
import io.ssehub.starter.publish.Transport;
import io.ssehub.starter.token.HubTokenSupplier;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publishes over HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "hub.publisher.mode", havingValue = "http")
class OverHttp {
    @Bean
    @ConditionalOnMissingBean
    Transport hubTransport(HubPublisherProperties properties, ObjectProvider<HubTokenSupplier> tokens) {
        return new HttpTransport(new HttpSettings(
                URI.create(Objects.requireNonNull(properties.url())),
                properties.timeout(),
                tokens(properties, tokens)));
    }

    private static @Nullable HubTokenSupplier tokens(
            HubPublisherProperties properties, ObjectProvider<HubTokenSupplier> tokens) {
        HubTokenSupplier own = tokens.getIfAvailable();
        String token = properties.token();
        if (own != null || token == null) {
            return own;
        }
        return HubTokenSupplier.fixed(token);
    }
}
