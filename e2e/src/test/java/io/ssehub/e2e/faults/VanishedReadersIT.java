package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.BulkPublisher;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Crowd;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.ReaderGroup;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import org.junit.jupiter.api.Test;

/** Readers go away on channels where nothing happens: no container tells of that, so the heartbeat finds out. */
class VanishedReadersIT {
    private static final int READERS = 100;

    @Test
    void theHeartbeatFindsOutThatTheyHaveGone() {
        try (Cluster cluster = cluster("1s");
                Crowd crowd = new Crowd(cluster)) {
            ReaderGroup readers = open(crowd);

            readers.leave();

            Await.until("nobody is there", Load.DEADLINE, () -> cluster.total("hub_connections") == 0);
            assertThat(cluster.total("hub_connections_ended_total", "reason", "client_gone"))
                    .isEqualTo(READERS);
        }
    }

    /** The twin: without it they stay until something is written to them. */
    @Test
    void withoutItTheyStayUntilSomethingHappens() {
        try (Cluster cluster = cluster("10m");
                Crowd crowd = new Crowd(cluster)) {
            ReaderGroup readers = open(crowd);

            readers.leave();

            assertThat(cluster.total("hub_connections")).isEqualTo(READERS);
            BulkPublisher publisher = crowd.publisher("p");
            Await.until("nobody is there", Load.DEADLINE, () -> {
                publisher.publish(ChannelName.broadcast(), 1, 200);
                return cluster.total("hub_connections") == 0;
            });
        }
    }

    private static Cluster cluster(String heartbeat) {
        return Cluster.of(1).hubArgs("--hub.session.heartbeat=" + heartbeat).start();
    }

    private static ReaderGroup open(Crowd crowd) {
        return crowd.open(READERS, i -> Subscription.of("reader-" + i), ReaderOptions.defaults());
    }
}
