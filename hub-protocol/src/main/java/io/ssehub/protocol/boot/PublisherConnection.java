package io.ssehub.protocol.boot;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisClients;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A publisher with a connection to Redis of its own, threads included, for applications that are neither hub nor worker:
 * nothing in it is shared with what else they do with Redis.
 */
public final class PublisherConnection implements AutoCloseable {
    /** One connection keeps one thread busy; the driver wants at least so many. */
    private static final int THREADS = 2;
    /** How long the driver's threads stay for what is still on its way to them, and at most. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final Duration STOP = Duration.ofSeconds(2);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisLink link;
    private final Publisher publisher;

    private PublisherConnection(
            RedisURI uri, SslOptions ssl, HubRedisProperties properties, HistoryProperties history) {
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        client = RedisClients.create(resources, properties.connectTimeout(), properties.commandTimeout(), ssl);
        link = RedisLink.open("publisher", client, uri);
        publisher = new Publisher(
                link,
                new RedisKeys(properties.prefix(), uri.getDatabase()),
                history.retentions(),
                properties.publishLinger());
    }

    static PublisherConnection open(
            RedisURI uri, SslOptions ssl, HubRedisProperties properties, HistoryProperties history) {
        return new PublisherConnection(uri, ssl, properties, history);
    }

    /**
     * Begins to connect.
     *
     * @param url as the driver reads it: {@code redis://}, {@code rediss://} or {@code redis-sentinel://}
     * @throws IllegalArgumentException if it cannot be read; the message does not repeat it, as it may hold a password
     */
    public static PublisherConnection open(String url, HubRedisProperties properties, HistoryProperties history) {
        Duration timeout = properties.commandTimeout();
        RedisURI uri = read(url);
        uri.setTimeout(timeout);
        uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
        return open(uri, SslOptions.builder().handshakeTimeout(timeout).build(), properties, history);
    }

    private static RedisURI read(String url) {
        try {
            return RedisURI.create(url);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "not the URL of a Redis: it must look like redis://user:password@host:6379/0, with rediss:// for TLS"
                            + " or redis-sentinel://host:26379/0#name");
        }
    }

    public Publisher publisher() {
        return publisher;
    }

    /** Whether there is a connection now. */
    public boolean isUp() {
        return link.isUp();
    }

    /** Done when there was one for the first time. */
    public CompletionStage<Void> awaitUp() {
        return link.awaitUp();
    }

    @Override
    public void close() {
        publisher.close();
        link.close();
        client.shutdown(Duration.ZERO, STOP);
        resources.shutdown(QUIET.toMillis(), STOP.toMillis(), TimeUnit.MILLISECONDS);
    }
}
