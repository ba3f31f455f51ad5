package io.ssehub.loadtest.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders to another JVM, by this one's {@code jcmd}; without one nothing happens. */
final class JavaProcess {
    /** A generation, or the heap as a whole, whichever its collector tells. */
    private static final Pattern USED =
            Pattern.compile("^(?!.*(?:Metaspace|class space)).*\\bused (\\d+)K", Pattern.MULTILINE);

    private static final long KILOBYTE = 1024;

    private JavaProcess() {}

    static void collectGarbage(long pid) throws InterruptedException {
        ask(pid, "GC.run");
    }

    /** Heap in use, garbage included. */
    static OptionalLong heapBytes(long pid) throws InterruptedException {
        return used(ask(pid, "GC.heap_info"));
    }

    static OptionalLong used(String heapInfo) {
        long kilobytes = 0;
        boolean found = false;
        Matcher used = USED.matcher(heapInfo);
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
            found = true;
        }
        return found ? OptionalLong.of(kilobytes * KILOBYTE) : OptionalLong.empty();
    }

    private static String ask(long pid, String order) throws InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), order)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException noJcmd) {
            return "";
        }
    }
}
