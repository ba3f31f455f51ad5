package io.ssehub.loadtest.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a process has used until now, as Linux tells in {@code /proc}.
 *
 * @param user CPU time in its own code
 * @param system CPU time in the kernel on its behalf
 * @param rssBytes memory it holds
 */
public record ProcessUse(Duration user, Duration system, long rssBytes) {
    /** Linux tells times in hundredths of a second to every program, whatever the kernel counts in. */
    private static final long MILLIS_PER_TICK = 10;

    // Places after the name, which stands in parentheses and may hold anything.
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final String RSS = "VmRSS:";
    private static final long KILOBYTE = 1024;

    /** Of a process that lives, on a system that has {@code /proc}. */
    public static Optional<ProcessUse> of(long pid) {
        try {
            Path folder = Path.of("/proc", Long.toString(pid));
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long rss = 0;
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith(RSS)) {
                    rss = Long.parseLong(line.substring(RSS.length())
                                    .replace("kB", "")
                                    .strip())
                            * KILOBYTE;
                }
            }
            return Optional.of(new ProcessUse(ticks(fields[USER_TICKS]), ticks(fields[SYSTEM_TICKS]), rss));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Duration ticks(String field) {
        return Duration.ofMillis(Long.parseLong(field) * MILLIS_PER_TICK);
    }

    public Duration cpu() {
        return user.plus(system);
    }
}
