package io.ssehub.protocol.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lettuce clients, set up the one way this system needs them. */
public final class RedisClients {
    /** Commands that may wait for an answer on one connection; more are refused at once. */
    private static final int REQUEST_QUEUE = 100_000;

    private RedisClients() {}

    /**
     * A client whose connections neither reconnect nor repeat commands; {@link RedisLink} and the subscriber do that.
     *
     * @param commandTimeout how long a command may go unanswered
     * @param ssl keys and trust for TLS; null for the JVM's
     */
    public static RedisClient create(ClientResources resources, Duration commandTimeout, @Nullable SslOptions ssl) {
        RedisClient client = RedisClient.create(resources);
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .requestQueueSize(REQUEST_QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(commandTimeout)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(10))
                                .interval(Duration.ofSeconds(5))
                                .count(3)
                                .build())
                        .build());
        client.setOptions(
                ssl == null ? options.build() : options.sslOptions(ssl).build());
        return client;
    }
}
