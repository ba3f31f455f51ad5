package io.ssehub.protocol.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pub/sub connection to Redis that comes back by itself and then subscribes again to all it had.
 *
 * <p>What was published while it was away is not heard; {@link Listener#onSubscribed} tells from when on a channel is
 * heard again. Thread-safe; the listener is called on Lettuce's event loop and must not block.
 */
public final class RedisSubscriber implements AutoCloseable {
    /*
     * Threads: any. `wanted` is the truth; a channel is added to it before the connection is looked at, so that either
     * the caller or the connect attempt subscribes it, or both, which does no harm.
     */
    private static final Logger log = LoggerFactory.getLogger(RedisSubscriber.class);

    /** Channels named in one SUBSCRIBE when all are subscribed to again. */
    private static final int CHUNK = 500;

    /** Who is told. */
    public interface Listener {
        /** Redis has acknowledged: from now on the channel's messages arrive. */
        void onSubscribed(String channel);

        void onMessage(String channel, byte[] message);

        /** The connection was lost: nothing is heard until {@link #onSubscribed}. */
        default void onLost() {}
    }

    private final String name;
    private final RedisClient client;
    private final RedisURI uri;
    private final Listener listener;
    private final Reconnect reconnect;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private volatile boolean closed;

    /**
     * Starts connecting.
     *
     * @param name what the connection is for, shown in the log
     */
    public static RedisSubscriber open(String name, RedisClient client, RedisURI uri, Listener listener) {
        RedisSubscriber subscriber = new RedisSubscriber(name, client, uri, listener);
        subscriber.reconnect.now();
        return subscriber;
    }

    private RedisSubscriber(String name, RedisClient client, RedisURI uri, Listener listener) {
        this.name = name;
        this.client = client;
        this.uri = uri;
        this.listener = listener;
        this.reconnect = new Reconnect(name, this::connect);
    }

    public void subscribe(String channel) {
        wanted.add(channel);
        StatefulRedisPubSubConnection<String, byte[]> current = connection;
        if (current != null) {
            subscribe(current, channel);
        }
    }

    public void unsubscribe(String channel) {
        wanted.remove(channel);
        StatefulRedisPubSubConnection<String, byte[]> current = connection;
        if (current != null) {
            closeOnFailure(current, current.async().unsubscribe(channel));
        }
    }

    public boolean isUp() {
        return connection != null;
    }

    /** Gives up a connection that looks well and carries nothing, and connects again. */
    public void replace() {
        StatefulRedisPubSubConnection<String, byte[]> current = connection;
        if (current != null) {
            down(current);
        }
    }

    private static void subscribe(StatefulRedisPubSubConnection<String, byte[]> to, String... channels) {
        closeOnFailure(to, to.async().subscribe(channels));
    }

    /** Nothing may be believed to be heard that is not: the next connection subscribes to everything. */
    private static void closeOnFailure(
            StatefulRedisPubSubConnection<String, byte[]> connection, RedisFuture<Void> command) {
        command.whenComplete((done, failure) -> {
            if (failure != null) {
                connection.closeAsync();
            }
        });
    }

    private CompletionStage<Void> connect() {
        return client.connectPubSubAsync(RedisLink.CODEC, uri).thenAccept(this::up);
    }

    private void up(StatefulRedisPubSubConnection<String, byte[]> fresh) {
        fresh.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                listener.onMessage(channel, message);
            }

            @Override
            public void subscribed(String channel, long count) {
                // An acknowledgement by a connection that has been given up says nothing of the one that is used.
                if (connection == fresh) {
                    listener.onSubscribed(channel);
                }
            }
        });
        fresh.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                down(fresh);
            }
        });
        connection = fresh;
        if (closed || !fresh.isOpen()) {
            down(fresh);
            return;
        }
        log.info("{}: listening to Redis at {}", name, RedisErrors.describe(uri));
        List<String> all = new ArrayList<>(wanted);
        for (int from = 0; from < all.size(); from += CHUNK) {
            subscribe(
                    fresh, all.subList(from, Math.min(all.size(), from + CHUNK)).toArray(String[]::new));
        }
    }

    private synchronized void down(StatefulRedisPubSubConnection<String, byte[]> lost) {
        if (connection != lost) {
            return;
        }
        connection = null;
        lost.closeAsync();
        if (!closed) {
            log.warn("{}: connection to Redis lost; connecting again", name);
            listener.onLost();
            reconnect.now();
        }
    }

    @Override
    public void close() {
        closed = true;
        reconnect.stop();
        StatefulRedisPubSubConnection<String, byte[]> current = connection;
        if (current != null) {
            connection = null;
            current.close();
        }
    }
}
