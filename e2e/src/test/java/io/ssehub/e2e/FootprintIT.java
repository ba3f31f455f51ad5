package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.protocol.fixture.RedisFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hub as its image runs it, on two processors: how soon it is ready, and what it takes of the machine's memory. */
class FootprintIT {
    private static final int STARTS = Scale.of(1, 5);
    private static final Duration IDLE = Scale.of(Duration.ZERO, Duration.ofSeconds(60));
    /** A small run looks at once, before anything was tidied up, and only for a mistake of another order. */
    private static final double MOST_MEGABYTES = Scale.of(500, 250);

    private static final Duration LONGEST_START = Duration.ofSeconds(4);

    @Test
    void aHubIsThereSoonAndTakesLittle() throws IOException, InterruptedException {
        JarLaunch launch = JarLaunch.hub("hub-light", RedisFixture.freshPrefix())
                .with("--hub.auth.mode=jwt", "--hub.auth.demo-issuer=true")
                .asInItsImage();
        // The first start makes the cache, which is the image's business.
        JarProcess.start(launch).awaitReady().close();

        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            try (JarProcess hub = JarProcess.start(launch).awaitReady()) {
                starts.add(Duration.ofNanos(System.nanoTime() - begin));
                if (i == STARTS - 1) {
                    Thread.sleep(IDLE);
                    double megabytes = hub.residentBytes() / 1e6;
                    Times.record("hub without connections: memory of the process", megabytes, "MB", idle());
                    assertThat(megabytes).isLessThanOrEqualTo(MOST_MEGABYTES);
                }
            }
        }
        Duration median = starts.stream().sorted().toList().get(STARTS / 2);
        Times.record("hub started: until it is ready, median", median, STARTS + " starts, one after the other");
        if (Scale.isFull()) {
            assertThat(median).isLessThanOrEqualTo(LONGEST_START);
        }
    }

    private static String idle() {
        return IDLE.toSeconds() + " s after its start, memory limit as in the compose file";
    }
}
