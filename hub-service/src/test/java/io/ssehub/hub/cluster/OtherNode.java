package io.ssehub.hub.cluster;

import static io.ssehub.protocol.redis.Answers.arg;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.protocol.boot.RedisConnections;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisSubscriber;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A node that is played: it has a lease, and says what a test wants it to. It may be deaf, or of another version. */
final class OtherNode implements AutoCloseable {
    private static final Duration LONG = Duration.ofHours(1);
    private static final long DEADLINE_SECONDS = 60;

    private final String id;
    private final RedisLink link;
    private final RedisKeys keys;
    private final RedisSubscriber subscriber;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private OtherNode(HubNode beside, String id, UnaryOperator<String> answer) {
        this.id = id;
        this.link = beside.bean(RedisLink.class);
        this.keys = beside.keys();
        CountDownLatch subscribed = new CountDownLatch(2);
        this.subscriber = beside.bean(RedisConnections.class).subscriber("other", new RedisSubscriber.Listener() {
            @Override
            public void onSubscribed(String channel) {
                subscribed.countDown();
            }

            @Override
            public void onMessage(String channel, byte[] message) {
                onWords(Answers.text(message), answer);
            }
        });
        subscriber.subscribe(keys.nodes());
        subscriber.subscribe(keys.node(id));
        try {
            if (!subscribed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("not subscribed");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void onWords(String message, UnaryOperator<String> answer) {
        heard.add(message);
        String[] words = message.split(" ");
        String said = words[1].equals("ask") ? answer.apply(words[4]) : "";
        if (!said.isEmpty()) {
            tell(words[3], "1 answer " + words[2] + " " + id + " " + said);
        }
    }

    /** One that hears nothing, and has a lease for long. */
    static OtherNode deaf(HubNode beside, String id) {
        return answering(beside, id, kind -> "");
    }

    /**
     * One that answers.
     *
     * @param answer makes the outcome and the JSON of an answer out of the kind of a question
     */
    static OtherNode answering(HubNode beside, String id, UnaryOperator<String> answer) {
        OtherNode node = new OtherNode(beside, id, answer);
        node.report("{\"node\":\"" + id + "\"}");
        return node;
    }

    String id() {
        return id;
    }

    /** Says this of itself. */
    void report(String record) {
        long now = System.currentTimeMillis();
        byte[] lease = arg((now + LONG.toMillis()) + " " + now + " " + record);
        link.send(redis -> redis.hset(keys.nodes(), id, lease))
                .toCompletableFuture()
                .join();
    }

    void tell(String node, String message) {
        link.publish(keys.node(node), arg(message));
    }

    /** The next thing it hears. */
    String hears() throws InterruptedException {
        String message = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing is heard");
        }
        return message;
    }

    @Override
    public void close() {
        subscriber.close();
        link.send(redis -> redis.hdel(keys.nodes(), id)).toCompletableFuture().join();
    }
}
