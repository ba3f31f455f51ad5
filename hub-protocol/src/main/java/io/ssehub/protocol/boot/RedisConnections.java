package io.ssehub.protocol.boot;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisSubscriber;

/** Opens further connections to the configured Redis. */
public final class RedisConnections {
    private final RedisClient client;
    private final RedisURI uri;

    RedisConnections(RedisClient client, RedisURI uri) {
        this.client = client;
        this.uri = uri;
    }

    /** A pub/sub connection; the caller closes it. */
    public RedisSubscriber subscriber(String name, RedisSubscriber.Listener listener) {
        return RedisSubscriber.open(name, client, uri, listener);
    }

    /** A connection for commands that block it; the caller closes it. */
    public RedisLink link(String name) {
        return RedisLink.open(name, client, uri);
    }
}
