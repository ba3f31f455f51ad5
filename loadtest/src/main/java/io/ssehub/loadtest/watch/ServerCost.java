package io.ssehub.loadtest.watch;

/**
 * What one server process has used in the measured time.
 *
 * @param userSeconds CPU in its own code
 * @param systemSeconds CPU in the kernel on its behalf
 * @param rssBefore memory before the first reader came, in bytes
 * @param rssAfter memory at the end of the measured time
 */
public record ServerCost(
        String role, long pid, double userSeconds, double systemSeconds, long rssBefore, long rssAfter) {
    public double cpuSeconds() {
        return userSeconds + systemSeconds;
    }
}
