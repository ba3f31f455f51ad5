package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What figures of a comparison belong to: the machine, its programs, and whether it had anything else to do. */
final class Machine {
    /** Share of all cores that something else may use. */
    private static final double QUIET = 0.05;

    private static final Duration LOOK = Duration.ofSeconds(3);

    private static final String MODEL = "model name";

    private Machine() {}

    static String describe() throws InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        List<String> parts = new ArrayList<>();
        parts.add(LocalDate.now(ZoneOffset.UTC).toString());
        parts.add(cores(system.getAvailableProcessors()));
        parts.add(system.getName() + " " + system.getVersion());
        parts.add("Java " + Runtime.version());
        said("nginx", "-v").ifPresent(parts::add);
        said("redis-server", "--version").ifPresent(parts::add);
        return String.join("; ", parts) + quiet();
    }

    private static String cores(int count) {
        String model = "";
        try {
            model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith(MODEL))
                    .findFirst()
                    .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException notLinux) {
            // Then without its name.
        }
        return count + " cores" + model;
    }

    /** The first line of what a program says of itself. */
    private static Optional<String> said(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines().findFirst();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /** By what was used before anything of ours was started. */
    private static String quiet() throws InterruptedException {
        try {
            CpuTimes before = CpuTimes.read();
            Thread.sleep(LOOK);
            double busy = CpuTimes.read().busySince(before);
            return busy <= QUIET
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            ". THE MACHINE WAS NOT QUIET (%.0f %% busy before the start): figures are for a look only",
                            100 * busy);
        } catch (IOException notLinux) {
            return "";
        }
    }

    /** What all cores together have done since the machine started, in ticks. */
    private record CpuTimes(long all, long idle) {
        private static final int IDLE = 4;
        private static final int WAITING_FOR_DISK = 5;

        static CpuTimes read() throws IOException {
            String[] fields =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
            long all = 0;
            for (int i = 1; i < fields.length; i++) {
                all += Long.parseLong(fields[i]);
            }
            return new CpuTimes(all, Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING_FOR_DISK]));
        }

        double busySince(CpuTimes before) {
            long ticks = Math.max(1, all - before.all);
            return 1 - (idle - before.idle) / (double) ticks;
        }
    }
}
