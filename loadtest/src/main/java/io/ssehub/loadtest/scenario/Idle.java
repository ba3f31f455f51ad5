package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.Ending;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.watch.ServerCost;
import io.ssehub.loadtest.watch.ServerProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Connections on which nothing happens: what they cost in memory, and whether they are kept alive. */
public final class Idle implements Scenario {
    private static final double BYTES_PER_KILOBYTE = 1024;

    /** For a server to notice that they have gone. */
    private static final Duration TO_BE_FORGOTTEN = Duration.ofSeconds(3);

    private final Channels channels = new Channels();
    private final Duration longestSilence;
    private final boolean collectGarbage;
    private final int rehearsal;

    /**
     * @param longestSilence how long a connection may say nothing; 0 for as long as it likes
     * @param collectGarbage whether servers in Java are to collect their garbage before each look at their memory
     * @param rehearsal connections to open and close before the first look, so that it finds a server that has loaded its code
     */
    public Idle(Duration longestSilence, boolean collectGarbage, int rehearsal) {
        this.longestSilence = longestSilence;
        this.collectGarbage = collectGarbage;
        this.rehearsal = rehearsal;
    }

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        int readers = stage.setup().sizes().readers();
        if (rehearsal > 0) {
            Crowd first = stage.open(rehearsal, reader -> channels.ownAndBroadcast(readers + (long) reader));
            Crowd.tell(first.members(), SseReader::leave);
            Thread.sleep(TO_BE_FORGOTTEN);
        }
        collectGarbage(stage);
        Map<ServerProcess, Long> heapBefore = stage.setup().servers().heapBytes();
        stage.setup().servers().beforeReaders();
        Crowd crowd = stage.open(readers, channels::ownAndBroadcast);
        stage.beginMeasuring(crowd);
        Thread.sleep(stage.setup().sizes().duration());
        collectGarbage(stage);
        Map<ServerProcess, Long> heapAfter = stage.setup().servers().heapBytes();
        stage.endMeasuring(crowd);

        ServerCost.byRole(stage.setup().servers().costs(), cost -> cost.rssAfter() - cost.rssBefore())
                .forEach((role, more) -> perConnection(stage, "memory a connection, " + role, more));
        if (collectGarbage) {
            Map<String, Long> heaps = new TreeMap<>();
            heapAfter.forEach((server, after) ->
                    heaps.merge(server.role(), after - heapBefore.getOrDefault(server, after), Long::sum));
            heaps.forEach((role, more) -> perConnection(stage, "heap a connection, " + role, more));
        }
        long lost = crowd.welcomes() - (long) readers;
        stage.findings()
                .check(
                        "every connection was kept",
                        lost == 0 && crowd.listening() == readers,
                        crowd.listening() + " of " + readers + " are open, " + lost + " came back, "
                                + stage.client().count(Ending.REFUSED) + " were refused");
        double silence = crowd.members().stream()
                .mapToDouble(member -> Stage.seconds(member.longestSilenceNanos()))
                .max()
                .orElse(0);
        stage.findings().figure("longest silence of a connection", silence, "s");
        if (longestSilence.isPositive()) {
            stage.findings()
                    .check(
                            "no connection was silent for " + longestSilence.toSeconds() + " s",
                            silence <= longestSilence.toMillis() / 1e3,
                            String.format(Locale.ROOT, "the longest silence was %.1f s", silence));
        }
    }

    private static void perConnection(Stage stage, String name, long bytes) {
        int readers = stage.setup().sizes().readers();
        stage.findings().figure(name, bytes / BYTES_PER_KILOBYTE / readers, "KB");
    }

    private void collectGarbage(Stage stage) throws InterruptedException {
        if (collectGarbage) {
            stage.phase("garbage collection");
            stage.setup().servers().collectGarbage();
        }
    }
}
