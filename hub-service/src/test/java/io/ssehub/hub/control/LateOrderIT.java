package io.ssehub.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An order to end a client's connections once ended one that had come long after it, on a node that heard it late. */
class LateOrderIT {
    private static final long APART_NANOS = Duration.ofMillis(100).toNanos();

    /** All at once: a head without its entry would be the word that history is gone. */
    private static final String ORDER = """
            local offset = redis.call('HINCRBY', KEYS[1], 'offset', 1)
            local id = redis.call('HGET', KEYS[1], 'epoch') .. '-' .. offset
            return redis.call('XADD', KEYS[2], id, 'v', '1', 't', ARGV[1], 'e', 'disconnect', 'r', '-', 'd', ARGV[2])
            """;

    private static HubNode node;

    private final String alice = HubNode.name("alice");
    private final String bob = HubNode.name("bob");

    @BeforeAll
    static void start() {
        node = HubNode.start("hub.feed.quiet-check=1s");
        // The channel of orders has a head from here on.
        node.post("/api/sse/disconnect/nobody");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> T redis(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        return RedisFixture.link().send(command).toCompletableFuture().join();
    }

    private static long redisMillis() {
        var time = redis(commands -> commands.time());
        return Long.parseLong(Answers.text(time.get(0))) * 1_000 + Long.parseLong(Answers.text(time.get(1))) / 1_000;
    }

    /** Redis' time, when it is certain that everything after this call is later. */
    private static long now() {
        long now = redisMillis();
        RedisClock clock = node.bean(RedisClock.class);
        Wait.until("it is past", () -> clock.isBefore(now, System.nanoTime() - APART_NANOS));
        return now;
    }

    /** Writes an order that nobody hears; the node finds it when it looks at the log. */
    private static void order(String client, long givenMillis) {
        String[] keys = {node.keys().head(Channel.CONTROL), node.keys().log(Channel.CONTROL)};
        redis(commands -> commands.eval(
                ORDER, ScriptOutputType.VALUE, keys, bytes(Long.toString(givenMillis)), bytes('"' + client + '"')));
    }

    private static void publish(String event, String data) {
        node.bean(Publisher.class)
                .publish(Channel.CONTROL, new Event(event, data))
                .toCompletableFuture()
                .join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StreamClient connected(String client) {
        StreamClient stream = node.connect(client);
        stream.await("systemMessage");
        return stream;
    }

    @Test
    void anOrderThatMakesNoSenseKeepsNobodyFromHearingTheNext() {
        // Without its quotes an order once was an error, which the lane met again whenever it read on.
        try (StreamClient stream = connected(alice)) {
            for (String rubbish : List.of("", "1", "\"", "\"\"", "\" \"", "{}", "null", "\"a b c d e f\"")) {
                publish("disconnect", rubbish);
                publish("renew", rubbish);
                publish("whatever", rubbish);
            }
            node.post("/api/sse/disconnect/" + alice);
            assertThat(stream.next().name()).isEqualTo("disconnected");
        }
    }

    @Test
    void anOrderThatIsHeardLateEndsWhoWasThereWhenItWasGivenAndNobodyElse() {
        try (StreamClient before = connected(alice);
                StreamClient witness = connected(bob)) {
            long given = now();
            try (StreamClient after = connected(alice)) {
                order(alice, given);
                assertThat(before.next().name()).isEqualTo("disconnected");
                order(bob, now());
                assertThat(witness.next().name())
                        .as("by now the first order is done with")
                        .isEqualTo("disconnected");
                node.publish(Channel.client(alice), 1);
                assertThat(after.next().name()).isEqualTo("tick");
            }
        }
    }
}
