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

/** A channel for each reader, and a stream of events to each of them, at hubs that ask who everybody is. */
class TokensIT {
    private static final String SECRET = "a secret of hubs and of the load program";

    @TempDir
    private Path folder;

    /** Whoever publishes repeats under the same key what has no answer; readers go to the other node with their cursors. */
    @Test
    void everyReaderGetsItsOwnEventsOnceAndInOrderAlsoWhenAHubIsKilled() throws IOException {
        try (Cluster cluster = Cluster.of(2)
                .hubArgs("--hub.auth.mode=jwt", "--hub.auth.secret=" + SECRET)
                .start()) {
            Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
            Ended whole = LoadProgram.run(
                    cluster,
                    "tokens",
                    "--secret-file=" + secret,
                    "--readers=200",
                    "--rate=200",
                    "--warm-up=1s",
                    "--duration=3s");
            assertThat(whole.code()).as(whole.output()).isZero();

            Path script = Files.writeString(
                    folder.resolve("script"), "1 kill -9 " + cluster.hub(0).pid() + "\n");
            Ended half = LoadProgram.run(
                    cluster,
                    "chaos",
                    "--load=tokens",
                    "--script=" + script,
                    "--keys",
                    "--secret-file=" + secret,
                    "--readers=200",
                    "--rate=200",
                    "--warm-up=1s",
                    "--duration=4s");
            assertThat(half.code()).as(half.output()).isZero();
            Await.until("it was killed", Duration.ofMinutes(1), () -> !cluster.hub(0)
                    .isAlive());
        }
    }
}
