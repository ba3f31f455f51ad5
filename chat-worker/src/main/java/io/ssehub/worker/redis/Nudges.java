package io.ssehub.worker.redis;

import io.ssehub.protocol.boot.RedisConnections;
import io.ssehub.protocol.log.Wire;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisSubscriber;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Listens for nudges, which make a cancelled answer stop at once. One that is missed does no harm: the next fragment is
 * refused.
 */
@Component
public final class Nudges {
    private static final int FIELDS = 4;

    private final RedisConnections connections;
    private final String channel;

    Nudges(RedisConnections connections, RedisKeys keys) {
        this.connections = connections;
        this.channel = keys.nudges();
    }

    /**
     * Listens until what it answers is closed, connecting again whenever the connection is lost.
     *
     * @param cancelled told client and message; called on the driver's thread, must not block
     */
    public RedisSubscriber listen(BiConsumer<String, String> cancelled) {
        RedisSubscriber subscriber = connections.subscriber("nudges", new RedisSubscriber.Listener() {
            @Override
            public void onSubscribed(String from) {}

            @Override
            public void onMessage(String from, byte[] message) {
                read(Answers.text(message), cancelled);
            }
        });
        subscriber.subscribe(channel);
        return subscriber;
    }

    /** {@code 1 cancel <client> <message>}; what is not understood is for another version. */
    static void read(String message, BiConsumer<String, String> cancelled) {
        String[] field = message.split(" ", FIELDS + 1);
        if (field.length == FIELDS && field[0].equals(Wire.VERSION) && field[1].equals("cancel")) {
            cancelled.accept(field[2], field[3]);
        }
    }
}
