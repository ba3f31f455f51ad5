package io.ssehub.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @Test
    void aRoleMayBeNamed() {
        assertThat(ServerProcess.parse("hub=12")).isEqualTo(new ServerProcess("hub", 12));
        assertThat(ServerProcess.parse("12")).isEqualTo(new ServerProcess("pid 12", 12));
    }
}
