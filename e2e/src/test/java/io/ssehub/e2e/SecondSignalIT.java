package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.hub.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** An operator who cannot wait for the drain asks twice; readers are still told before they go. */
class SecondSignalIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Test
    void aSecondSigtermEndsTheDrainAtOnce() {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        try (Cluster cluster = Cluster.of(1)
                        .hubArgs("--hub.drain.window=1h", "--hub.drain.notice=10m")
                        .start();
                SseClient client = new SseClient(ReaderOptions.defaults())) {
            JarProcess hub = cluster.hub(0);
            client.open(Subscription.of("alice").urls(List.of(hub.uri()), 0), event -> events.add(event.data()));
            Await.until("it is welcomed", DEADLINE, () -> !events.isEmpty());

            hub.terminate();
            Await.until("the drain has begun", DEADLINE, () -> hub.log().contains("are sent elsewhere"));
            Await.until("it is unready", DEADLINE, () -> !hub.isReady());
            assertThat(hub.isAlive()).isTrue();

            hub.terminate();
            assertThat(hub.awaitEnd()).as("as SIGTERM ends a JVM").isEqualTo(143);
            assertThat(hub.log()).contains("was asked again");
            Await.until("the reader was told", DEADLINE, () -> events.stream()
                    .anyMatch(data -> data.contains("\"reason\":\"shutdown\"")));
        }
    }
}
