package io.ssehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Publisher;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A reader that takes nothing and stays: it is ended for it, others are not held up, and nothing of it is left. */
class StuckReaderIT {
    private static final int EVENTS = 1_000;
    /** So long that who reads on is never taken for stuck, however busy the machine. */
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(6);

    private final String topic = HubNode.name("news");
    private final String query = "broadcast=false&topics=" + topic;

    private void publishMoreThanSocketsHold(HubNode node) {
        String pad = '"' + "x".repeat(20_000) + '"';
        IntStream.range(0, EVENTS)
                .mapToObj(i -> node.bean(Publisher.class)
                        .publish(Channel.topic(topic), new Event("tick", pad))
                        .toCompletableFuture())
                .toList()
                .forEach(published -> published.join());
    }

    @Test
    void isEndedAfterTheWriteTimeoutAndLeavesNothingBehind() {
        try (HubNode node = HubNode.start("hub.session.write-timeout=" + WRITE_TIMEOUT.toSeconds() + "s");
                StreamClient healthy = node.connect("healthy", query);
                StreamClient stuck = node.connect("stuck", query)) {
            healthy.await("systemMessage");
            stuck.await("systemMessage");
            stuck.freeze();
            publishMoreThanSocketsHold(node);
            healthy.take(EVENTS);
            Wait.until(
                    "it is ended",
                    () -> node.meter("hub.connections.ended", "reason", Ending.WRITE_TIMEOUT.code()) == 1);
            Wait.until("its request is over", () -> node.activeRequests() == 1);
            assertThat(node.meter("hub.connections")).isEqualTo(1);
            stuck.thaw();
            assertThat(stuck.takeRest()).as("it was cut in the middle").hasSizeLessThan(EVENTS);
        }
    }

    /** The twin: with patience it is not ended, and has everything when it reads on. */
    @Test
    void isKeptWithinTheWriteTimeoutAndMissesNothing() {
        try (HubNode node = HubNode.start("hub.session.write-timeout=10m", "hub.session.heartbeat=1s");
                StreamClient stuck = node.connect("stuck", query);
                StreamClient healthy = node.connect("healthy", query)) {
            stuck.await("systemMessage");
            healthy.await("systemMessage");
            stuck.freeze();
            publishMoreThanSocketsHold(node);
            healthy.take(EVENTS);
            Wait.until("it alone is stalled", () -> node.meter("hub.sessions.stalled") == 1);
            Wait.until("it alone is behind", () -> node.meter("hub.sessions.behind") == 1);
            // By then it would have been ended, and the timer been there.
            long over =
                    System.currentTimeMillis() + WRITE_TIMEOUT.plusSeconds(2).toMillis();
            while (healthy.nextHeartbeat().json().path("ping").asLong() < over) {}
            assertThat(node.meter("hub.connections")).isEqualTo(2);
            assertThat(node.meter("hub.stalls")).isPositive();
            assertThat(node.meter("hub.queue")).isPositive();
            assertThat(node.meter("hub.readers.fell.behind", "cause", "overflow"))
                    .isPositive();
            stuck.thaw();
            assertThat(stuck.take(EVENTS)).hasSize(EVENTS);
            Wait.until("nobody is behind", () -> node.meter("hub.sessions.behind") == 0);
            assertThat(node.meter("hub.catchups", "cause", "overflow")).isPositive();
            assertThat(node.meter("hub.gaps")).isZero();
        }
    }
}
