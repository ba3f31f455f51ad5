package io.ssehub.starter.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.PublisherConnection;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.starter.json.Jackson3Json;
import io.ssehub.starter.publish.HubPublishException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisTransportIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HistoryProperties HISTORY = new HistoryProperties(
            10_000,
            Duration.ofHours(1),
            Duration.ofDays(7),
            Duration.ofDays(1),
            List.of(new HistoryProperties.Rule("topic/off.*", null, null, null, true)));

    private final String prefix = RedisFixture.freshPrefix();
    private PublisherConnection connection;
    private HubPublisher publisher;

    @BeforeEach
    void connect() {
        connection = PublisherConnection.open(
                RedisFixture.uri().toURI().toString(),
                new HubRedisProperties(prefix, PATIENCE, PATIENCE, Duration.ZERO),
                HISTORY);
        connection.awaitUp().toCompletableFuture().join();
        publisher = new DefaultHubPublisher(
                new RedisTransport(connection), Jackson3Json.plain(), PublishMeters.NONE, PATIENCE);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private List<String> log(Channel channel) {
        RedisKeys keys = new RedisKeys(prefix, RedisFixture.uri().getDatabase());
        return RedisFixture.link()
                .send(redis -> redis.xrange(keys.log(channel), io.lettuce.core.Range.<String>unbounded()))
                .toCompletableFuture()
                .join()
                .stream()
                .map(entry -> entry.getId() + " " + new String(entry.getBody().get("e")) + " "
                        + new String(entry.getBody().get("d")))
                .toList();
    }

    @Test
    void anEventStandsWhereItsPositionSays() {
        Position first =
                publisher.toTopic("news", "headline", Map.of("text", "ä")).join();
        Position second = publisher.toTopic("news", "headline", null).join();
        assertThat(second).isEqualTo(first.next());
        assertThat(log(Channel.topic("news")))
                .endsWith(first + " headline {\"text\":\"ä\"}", second + " headline null");
    }

    @Test
    void aLogIsKeptByTheRuleOfItsChannel() {
        publisher.toTopic("off.prices", "tick", 1).join();
        publisher.toTopic("news", "tick", 1).join();
        assertThat(life("off.prices")).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(life("news")).isGreaterThan(Duration.ofMinutes(1));
    }

    private Duration life(String topic) {
        RedisKeys keys = new RedisKeys(prefix, RedisFixture.uri().getDatabase());
        return Duration.ofMillis(RedisFixture.link()
                .send(redis -> redis.pttl(keys.log(Channel.topic(topic))))
                .toCompletableFuture()
                .join());
    }

    @Test
    void aKeyMakesARepetitionHarmless() {
        Position first = publisher.toAll("tick", 1, "k").join();
        assertThat(publisher.toAll("tick", 1, "k").join()).isEqualTo(first);
        assertThatThrownBy(() -> publisher.toAll("tick", 2, "k").join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        HubPublishException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_CONFLICT));
    }

    /** With keys between, over two channels, and more of them than are appended at once. */
    @Test
    void aBatchGetsItsPositionsInOrder() {
        List<HubEvent> events = new ArrayList<>();
        IntStream.range(0, 2 * RedisTransport.TOGETHER + 50).forEach(i -> {
            events.add(HubEvent.toClient("alice", "tick", i));
            if (i % 150 == 0) {
                events.add(HubEvent.toClient("alice", "keyed", i).withKey("k" + i));
                events.add(HubEvent.toTopic("news", "tick", i));
            }
        });
        List<Position> positions = publisher.publish(events).join();

        assertThat(positions).hasSameSizeAs(events);
        List<Position> alices = IntStream.range(0, events.size())
                .filter(i -> events.get(i).channel().equals(Channel.client("alice")))
                .mapToObj(positions::get)
                .toList();
        long begin = alices.getFirst().offset();
        assertThat(alices)
                .extracting(Position::offset)
                .containsExactlyElementsOf(
                        LongStream.range(begin, begin + alices.size()).boxed().toList());
        List<String> expected = IntStream.range(0, events.size())
                .filter(i -> events.get(i).channel().equals(Channel.client("alice")))
                .mapToObj(i -> positions.get(i) + " " + events.get(i).name() + " "
                        + events.get(i).data())
                .toList();
        assertThat(log(Channel.client("alice"))).endsWith(expected.toArray(String[]::new));
        assertThat(publisher.publish(List.of()).join()).isEmpty();
    }

    @Test
    void withoutAConnectionTheOutcomeIsUnknown() {
        connection.close();
        assertThatThrownBy(() -> publisher
                        .publish(List.of(HubEvent.toAll("tick", 1), HubEvent.toAll("tick", 2)))
                        .join())
                .cause()
                .isInstanceOfSatisfying(HubBatchException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
                    assertThat(e.positions()).hasSize(2).allMatch(position -> position.isEmpty());
                });
        assertThat(new RedisTransport(connection).trouble()).isNotEmpty();
    }
}
