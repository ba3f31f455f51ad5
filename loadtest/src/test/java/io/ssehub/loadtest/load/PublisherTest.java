package io.ssehub.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.loadtest.ScriptedServer;
import io.ssehub.loadtest.ScriptedServer.Exchange;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.HubApi;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublisherTest {
    private static final ChannelName NEWS = ChannelName.topic("news");
    private static final ChannelName BROADCAST = ChannelName.broadcast();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ScriptedServer node = new ScriptedServer();
    private final HubApi hub = new HubApi(List.of(node.url()), Duration.ofSeconds(20));
    private final WrittenLedger ledger = new WrittenLedger();
    private final Publisher publisher = new Publisher("p", hub, ledger);

    PublisherTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        hub.close();
        node.close();
    }

    @Test
    void eachChannelIsNumberedOnItsOwn() throws Exception {
        Set<String> keys = new HashSet<>();
        assertThat(publish(NEWS, keys)).isEqualTo(stampOf(NEWS, 1));
        assertThat(publish(NEWS, keys)).isEqualTo(stampOf(NEWS, 2));
        assertThat(publish(BROADCAST, keys)).isEqualTo(stampOf(BROADCAST, 1));

        assertThat(keys).hasSize(3);
        assertThat(ledger.entries)
                .containsExactly(
                        "publishing topic/news p 1",
                        "published topic/news p 1",
                        "publishing topic/news p 2",
                        "published topic/news p 2",
                        "publishing broadcast p 1",
                        "published broadcast p 1");
    }

    @Test
    void theNextNumberWaitsUntilTheOneBeforeItWasAccepted() throws Exception {
        Future<Long> first = start(() -> publisher.publish(NEWS));
        Exchange pending = node.next();
        Future<Long> second = start(() -> publisher.publish(NEWS));
        Future<Long> elsewhere = start(() -> publisher.publish(BROADCAST));
        accept(node.next());
        assertThat(elsewhere.get()).isEqualTo(1);
        assertThat(second.isDone()).isFalse();
        assertThat(ledger.entries).doesNotContain("publishing topic/news p 2");

        accept(pending);
        accept(node.next());

        assertThat(first.get()).isEqualTo(1);
        assertThat(second.get()).isEqualTo(2);
    }

    @Test
    void afterARefusalTheChannelTakesNothingMore() throws Exception {
        Future<Long> refused = start(() -> publisher.publish(NEWS));
        node.next().answer(400, "application/problem+json", "{}");
        assertThatThrownBy(refused::get).hasMessageContaining("400");

        assertThatThrownBy(() -> publisher.publish(NEWS)).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.entries).containsExactly("publishing topic/news p 1");
    }

    @Test
    void aQuestionIsTakenDownBeforeItLeavesAndWhenItWasAccepted() throws Exception {
        Asker asker = new Asker(hub, ledger);
        Future<String> asked = start(() -> asker.ask("alice", "hi"));
        Exchange request = node.next();
        String requestId = JSON.readTree(request.body()).get("requestId").stringValue();
        assertThat(ledger.entries).containsExactly("asking alice " + requestId);
        request.answer(202, "application/json", "{\"id\":\"m1\"}");

        assertThat(asked.get()).isEqualTo("m1");
        assertThat(ledger.entries).last().isEqualTo("accepted alice " + requestId + " m1");
    }

    /** Publishes one number, and answers what it says of itself, without the time. */
    private Stamp publish(ChannelName channel, Set<String> keys) throws Exception {
        Future<Long> published = start(() -> publisher.publish(channel));
        Exchange request = node.next();
        accept(request);
        published.get();
        JsonNode body = JSON.readTree(request.body());
        assertThat(body.get("event").stringValue()).isEqualTo("tick");
        keys.add(body.get("key").stringValue());
        Stamp stamp = Stamp.decode(body.get("data").toString());
        assertThat(stamp).isNotNull();
        return new Stamp(stamp.publisher(), stamp.channel(), stamp.sequence(), 1);
    }

    private static Stamp stampOf(ChannelName channel, long sequence) {
        return new Stamp("p", channel.path(), sequence, 1);
    }

    private static void accept(Exchange request) {
        request.answer(202, "application/json", "{\"position\":\"1-1\"}");
    }

    private static <T> Future<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static final class WrittenLedger implements Ledger {
        final List<String> entries = new CopyOnWriteArrayList<>();

        @Override
        public void publishing(String channel, String publisher, long sequence) {
            entries.add("publishing " + channel + " " + publisher + " " + sequence);
        }

        @Override
        public void published(String channel, String publisher, long sequence) {
            entries.add("published " + channel + " " + publisher + " " + sequence);
        }

        @Override
        public void asking(String clientId, String requestId) {
            entries.add("asking " + clientId + " " + requestId);
        }

        @Override
        public void accepted(String clientId, String requestId, String messageId) {
            entries.add("accepted " + clientId + " " + requestId + " " + messageId);
        }
    }
}
