package io.ssehub.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.LoadProgram;
import io.ssehub.e2e.fixture.LoadProgram.Ended;
import org.junit.jupiter.api.Test;

/** All readers are cut, miss some events, and come back. */
class StormIT {
    private static final String[] SIZES = {"--readers=500", "--behind=20"};

    @Test
    void everyReaderGetsWhatItMissedOnceAndInOrder() {
        try (Cluster cluster = Cluster.of(2).start()) {
            Ended ended = LoadProgram.run(cluster, "storm", SIZES);

            assertThat(ended.code()).as(ended.output()).isZero();
        }
    }

    /** The twin: hubs that keep fewer events than readers miss, on nodes and in Redis. */
    @Test
    void theProgramFailsWhereEventsAreReallyLost() {
        // Redis trims in steps and keeps up to 100 more than it is told to.
        try (Cluster cluster = Cluster.of(1)
                .hubArgs("--hub.history.entries=1", "--hub.feed.tail=0", "--hub.feed.linger=0s")
                .start()) {
            Ended ended = LoadProgram.run(cluster, "storm", "--readers=100", "--behind=400");

            assertThat(ended.code()).as(ended.output()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("✗ nothing lost, repeated, swapped or foreign")
                    .doesNotContain("lost 0,");
        }
    }
}
