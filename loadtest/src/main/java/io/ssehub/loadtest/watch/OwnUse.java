package io.ssehub.loadtest.watch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** CPU this process has used. */
final class OwnUse {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private OwnUse() {}

    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Cores that this process may use; fewer than there are if it was pinned. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
