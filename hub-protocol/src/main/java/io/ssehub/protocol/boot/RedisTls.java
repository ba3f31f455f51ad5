package io.ssehub.protocol.boot;

import io.lettuce.core.SslOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.ssl.SslBundle;

/** Whether and how TLS is used, as {@code spring.data.redis.*} and {@code spring.ssl.bundle.*} say. */
final class RedisTls {
    private RedisTls() {}

    /** Whether a bundle, {@code ssl.enabled} or an URL of the scheme for TLS asks for it. */
    static boolean isUsed(DataRedisConnectionDetails details, DataRedisProperties redis) {
        String url = redis.getUrl();
        return details.getSslBundle() != null
                || redis.getSsl().isEnabled()
                || (url != null && url.startsWith("rediss:"));
    }

    /** Keys and trust of the bundle; without one the JVM's. */
    static SslOptions options(@Nullable SslBundle bundle, Duration handshakeTimeout) {
        SslOptions.Builder options = SslOptions.builder().handshakeTimeout(handshakeTimeout);
        if (bundle == null) {
            return options.build();
        }
        options.keyManager(bundle.getManagers().getKeyManagerFactory())
                .trustManager(bundle.getManagers().getTrustManagerFactory());
        if (bundle.getOptions().getCiphers() != null) {
            options.cipherSuites(bundle.getOptions().getCiphers());
        }
        if (bundle.getOptions().getEnabledProtocols() != null) {
            options.protocols(bundle.getOptions().getEnabledProtocols());
        }
        return options.build();
    }
}
