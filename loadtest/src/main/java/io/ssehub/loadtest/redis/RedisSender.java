package io.ssehub.loadtest.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.publish.Sender;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisClients;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Publishes straight into the hub's Redis, pipelined, as a backend in Java does. */
public final class RedisSender implements Sender {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration COMMAND = Duration.ofSeconds(10);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisLink link;
    private final Publisher publisher;

    /**
     * A publisher that is connected.
     *
     * @param prefix the hubs' {@code hub.redis.prefix}
     * @param linger how long an event may wait for others
     */
    public RedisSender(String url, String prefix, Duration linger) {
        RedisURI uri = RedisURI.create(url);
        this.resources = DefaultClientResources.create();
        this.client = RedisClients.create(
                resources, CONNECT, COMMAND, SslOptions.builder().build());
        this.link = RedisLink.open("loadtest", client, uri);
        this.publisher = new Publisher(link, new RedisKeys(prefix, uri.getDatabase()), Retention.DEFAULT, linger);
        link.awaitUp()
                .toCompletableFuture()
                .orTimeout(COMMAND.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Without the key: a publication without an answer is not repeated. */
    @Override
    public void send(ChannelName channel, String data, String key, Consumer<String> outcome) {
        publisher
                .publish(Channel.parse(channel.path()).orElseThrow(), new Event(Stamp.EVENT, data))
                .whenComplete((published, failure) -> outcome.accept(failure == null ? "" : failure.toString()));
    }

    @Override
    public void close() {
        publisher.close();
        link.close();
        client.shutdown();
        resources.shutdown();
    }
}
