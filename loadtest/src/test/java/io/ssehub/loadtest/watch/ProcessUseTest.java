package io.ssehub.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessUseTest {
    @Test
    void aProcessHasUsedCpuAndHoldsMemory() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")));
        ProcessUse use = ProcessUse.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(use.cpu()).isPositive();
        assertThat(use.rssBytes()).isGreaterThan(1_000_000);
        Duration told = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        assertThat(use.cpu()).isLessThanOrEqualTo(told.plusSeconds(1));
    }

    @Test
    void onlyProcessesThatLiveAreTaken() {
        assertThatThrownBy(() -> new Servers(List.of(new ServerProcess("hub", Long.MAX_VALUE))))
                .hasMessageContaining("no such process");
    }

    /** It was: nginx takes the signal by which a JVM is asked for something as an order to quit. */
    @Test
    void onlyJavaIsAskedToCollectItsGarbage() throws Exception {
        String quits = "trap 'exit 3' QUIT; echo ready; while true; do sleep 0.1; done";
        Process other = new ProcessBuilder("sh", "-c", quits).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("ready");
            ServerProcess server = new ServerProcess("server", other.pid());
            assertThat(server.isJava()).isFalse();
            assertThat(new ServerProcess("own", ProcessHandle.current().pid()).isJava())
                    .isTrue();

            new Servers(List.of(server)).collectGarbage();

            assertThat(other.waitFor(1, TimeUnit.SECONDS)).isFalse();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aRoleMayBeNamed() {
        assertThat(ServerProcess.parse("hub=12")).isEqualTo(new ServerProcess("hub", 12));
        assertThat(ServerProcess.parse("12")).isEqualTo(new ServerProcess("pid 12", 12));
    }
}
