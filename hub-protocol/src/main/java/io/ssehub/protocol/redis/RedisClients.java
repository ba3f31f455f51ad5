package io.ssehub.protocol.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;

/** Lettuce clients, set up the one way this system needs them. */
public final class RedisClients {
    /** Commands that may wait for an answer on one connection; more are refused at once. */
    private static final int REQUEST_QUEUE = 100_000;

    private RedisClients() {}

    /**
     * A client whose connections neither reconnect nor repeat commands; {@link RedisLink} and the subscriber do that.
     *
     * @param connectTimeout how long TCP may take to connect
     * @param commandTimeout how long a command may go unanswered
     * @param ssl keys and trust, for where TLS is used
     */
    public static RedisClient create(
            ClientResources resources, Duration connectTimeout, Duration commandTimeout, SslOptions ssl) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .requestQueueSize(REQUEST_QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connectTimeout)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(10))
                                .interval(Duration.ofSeconds(5))
                                .count(3)
                                .build())
                        .build())
                .sslOptions(ssl)
                .build());
        return client;
    }
}
