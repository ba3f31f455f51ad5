package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was published while a client was away, or is being published while it comes back, arrives once and in order. */
class ReplayIT {
    private static final int EVENTS = 2_000;
    private static final int RECONNECTS = 20;
    /** How far the publisher may be ahead of the reader, so that it is never done before the reader is. */
    private static final int AHEAD = 300;

    private final String alice = HubNode.name("alice");
    private final String news = HubNode.name("news");
    private final Channel channel = Channel.topic(news);
    private final String query = "broadcast=false&topics=" + news;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void whatFillsManyPagesWhileAClientIsAwayIsReplayed() {
        try (HubNode node = HubNode.start("hub.feed.tail=1KB")) {
            String cursor;
            try (StreamClient client = node.connect(alice, query)) {
                cursor = client.await("systemMessage").id();
            }
            IntStream.range(0, 1_000).forEach(i -> node.publish(channel, i));
            double before = node.meter("hub.log.reads", "for", "readers");
            try (StreamClient client = node.connect(alice, query, cursor)) {
                client.await("systemMessage");
                assertThat(client.take(1_000)).extracting(Event::data).isEqualTo(numbers(0, 1_000));
                node.publish(channel, 1_000);
                assertThat(client.next().data()).isEqualTo("1000");
            }
            assertThat(node.meter("hub.log.reads", "for", "readers") - before)
                    .as("pages read")
                    .isGreaterThan(5);
            assertThat(node.meter("hub.gaps")).isZero();
        }
    }

    @Test
    void aReaderWhoseQueueOverflowsIsServedFromTheLog() {
        try (HubNode node = HubNode.start("hub.session.queue=2KB", "hub.session.batch=1KB", "hub.feed.tail=1KB")) {
            // More than the sockets between them hold.
            String pad = "x".repeat(20_000);
            try (StreamClient client = node.connect(alice, query)) {
                client.await("systemMessage");
                client.freeze();
                List<CompletableFuture<?>> sent = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    sent.add(node.bean(Publisher.class)
                            .publish(
                                    channel,
                                    new io.ssehub.protocol.publish.Event("tick", "[" + i + ",\"" + pad + "\"]"))
                            .toCompletableFuture());
                }
                sent.forEach(CompletableFuture::join);
                Wait.until("the queue overflows", () -> node.meter("hub.queue.overflows") > 0);
                client.thaw();
                assertThat(client.take(1_000))
                        .extracting(event -> event.json().get(0).asString())
                        .isEqualTo(numbers(0, 1_000));
            }
            assertThat(node.meter("hub.gaps")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hub.feed.tail=1KB hub.feed.page=7 hub.feed.linger=0s",
                "hub.session.queue=1KB hub.session.batch=1KB hub.feed.tail=1KB hub.feed.pending=1KB"
            })
    void aClientThatKeepsComingBackWhilePublishingGoesOnGetsEveryEventOnceAndInOrder(String settings) throws Exception {
        Random random = new Random(20_26);
        String[] properties = settings.isEmpty() ? new String[0] : settings.split(" ");
        List<Event> events = new ArrayList<>();
        try (HubNode node = HubNode.start(properties);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String cursor;
            try (StreamClient client = node.connect(alice, query)) {
                cursor = client.await("systemMessage").id();
            }
            Semaphore ahead = new Semaphore(AHEAD);
            var published = threads.submit(() -> {
                for (int i = 0; i < EVENTS; i++) {
                    ahead.acquireUninterruptibly();
                    node.publish(channel, i);
                }
            });
            for (int visit = 0; visit <= RECONNECTS; visit++) {
                int wanted = visit == RECONNECTS
                        ? EVENTS - events.size()
                        : Math.min(EVENTS - events.size(), random.nextInt(2 * EVENTS / (RECONNECTS + 1)));
                try (StreamClient client = node.connect(alice, query, cursor)) {
                    client.await("systemMessage");
                    for (int i = 0; i < wanted; i++) {
                        events.add(client.next());
                        ahead.release();
                    }
                    cursor = client.lastId();
                }
            }
            published.get();
        }
        assertThat(events).extracting(Event::name).containsOnly("tick");
        assertThat(events).extracting(Event::data).isEqualTo(numbers(0, EVENTS));
    }
}
