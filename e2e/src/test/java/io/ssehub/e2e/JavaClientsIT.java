package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.PublisherConnection;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.starter.json.Jackson3Json;
import io.ssehub.starter.publish.DefaultHubPublisher;
import io.ssehub.starter.publish.HttpSettings;
import io.ssehub.starter.publish.HttpTransport;
import io.ssehub.starter.publish.HubEvent;
import io.ssehub.starter.publish.HubPublishException;
import io.ssehub.starter.publish.HubPublisher;
import io.ssehub.starter.publish.PublishMeters;
import io.ssehub.starter.publish.RedisTransport;
import io.ssehub.starter.publish.Transport;
import io.ssehub.starter.subscribe.HubSubscriber;
import io.ssehub.starter.token.HubTokenSupplier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publisher and subscriber for Java with a hub that asks for tokens. */
class JavaClientsIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";
    private static final int EACH = 50;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> gaps = new CopyOnWriteArrayList<>();

    private static HubPublisher publisher(Transport transport) {
        return new DefaultHubPublisher(transport, Jackson3Json.plain(), PublishMeters.NONE, DEADLINE);
    }

    private static Transport overHttp(URI hub) {
        String token = Tokens.of(SECRET, "feeder", ",\"hub.publish\":[\"topic/news\"]");
        return new HttpTransport(new HttpSettings(hub, DEADLINE, HubTokenSupplier.fixed(token)));
    }

    private static PublisherConnection redis(String prefix) {
        PublisherConnection connection = PublisherConnection.open(
                RedisFixture.uri().toURI().toString(),
                new HubRedisProperties(prefix, DEADLINE, DEADLINE, Duration.ZERO),
                new HistoryProperties(10_000, Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(1), List.of()));
        connection.awaitUp().toCompletableFuture().join();
        return connection;
    }

    private void awaitHeard(int count) {
        Await.until(() -> count + " events have come: " + heard, DEADLINE, () -> heard.size() >= count);
    }

    @Test
    void whatBothWaysOfPublishingSayIsHeardOnceAndInOrderAlsoWhileTheHubWasKilled() {
        try (Cluster cluster = Cluster.of(1)
                        .hubArgs("--hub.auth.mode=jwt", "--hub.auth.secret=" + SECRET)
                        .start();
                Transport http = overHttp(cluster.uris().getFirst());
                PublisherConnection redis = redis(cluster.prefix());
                HubSubscriber alice = HubSubscriber.of(cluster.uris().getFirst().toString(), "alice")
                        .topics("news")
                        .token(refused -> Tokens.of(SECRET, "alice", ",\"hub.topics\":[\"news\"]"))
                        .pauses(Duration.ofMillis(100), Duration.ofSeconds(1))
                        .onEvent(event -> heard.add(event.data()))
                        .onGap(gap -> gaps.add(gap.toString()))
                        .open()) {
            alice.awaitConnected(DEADLINE);
            HubPublisher byHub = publisher(http);
            HubPublisher byRedis = publisher(new RedisTransport(redis));

            IntStream.range(0, EACH).forEach(i -> byHub.toTopic("news", "tick", i));
            byHub.toTopic("news", "tick", EACH).join();
            assertThatThrownBy(() -> byHub.toClient("alice", "tick", 0).join())
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("publish_not_granted")
                    .cause()
                    .extracting(e -> ((HubPublishException) e).reason())
                    .isEqualTo(HubPublishException.Reason.REFUSED);
            awaitHeard(EACH + 1);

            cluster.hub(0).kill();
            assertThat(byRedis.publish(IntStream.rangeClosed(EACH + 1, 2 * EACH)
                                    .mapToObj(i -> HubEvent.toTopic("news", "tick", i))
                                    .toList())
                            .join())
                    .hasSize(EACH);
            cluster.hub(0).restart().awaitReady();
            awaitHeard(2 * EACH + 1);
            byRedis.toTopic("news", "tick", 2 * EACH + 1).join();
            awaitHeard(2 * EACH + 2);

            assertThat(heard)
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, 2 * EACH + 1)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(gaps).isEmpty();
        }
    }
}
