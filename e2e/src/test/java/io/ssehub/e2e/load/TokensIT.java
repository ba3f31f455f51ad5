package io.ssehub.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.LoadProgram;
import io.ssehub.e2e.fixture.LoadProgram.Ended;
import io.ssehub.loadtest.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel for each reader, and a stream of events to each of them. */
class TokensIT {
    @TempDir
    private Path folder;

    @Test
    void everyReaderGetsItsOwnEventsOnceAndInOrder() {
        try (Cluster cluster = Cluster.of(2).start()) {
            Ended ended =
                    LoadProgram.run(cluster, "tokens", "--readers=300", "--rate=300", "--warm-up=1s", "--duration=10s");

            assertThat(ended.code()).as(ended.output()).isZero();
        }
    }

    /** Whoever publishes repeats under the same key what has no answer; readers go to the other node with their cursors. */
    @Test
    void alsoWhenAHubIsKilledMeanwhile() throws IOException {
        try (Cluster cluster = Cluster.of(2).start()) {
            Path script = Files.writeString(
                    folder.resolve("script"), "2 kill -9 " + cluster.hub(0).pid() + "\n");
            Ended ended = LoadProgram.run(
                    cluster,
                    "chaos",
                    "--load=tokens",
                    "--script=" + script,
                    "--keys",
                    "--readers=200",
                    "--rate=200",
                    "--warm-up=1s",
                    "--duration=8s");

            assertThat(ended.code()).as(ended.output()).isZero();
            Await.until("it was killed", Duration.ofMinutes(1), () -> !cluster.hub(0)
                    .isAlive());
        }
    }
}
