package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what the model of scaling reckons with: eleven runs, whose differences are the costs of single things. */
public final class Survey {
    private static final int TRIES = 3;

    /** Nodes say every two seconds what they have counted. */
    private static final Duration TO_REPORT = Duration.ofSeconds(3);

    private final Bench bench;
    private final double scale;
    private final int seconds;
    private final int warmUpSeconds;
    private final PrintStream out;

    /** @param scale of the number of readers, for a first look */
    public Survey(Bench bench, double scale, int seconds, int warmUpSeconds, PrintStream out) {
        this.bench = bench;
        this.scale = scale;
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
        this.out = out;
    }

    /** @return the figures as JSON */
    public String run() throws IOException, InterruptedException {
        String machine = Machine.describe();
        out.println(machine);
        Map<Sounding, Sounded> found = new EnumMap<>(Sounding.class);
        for (Sounding sounding : Sounding.values()) {
            found.put(sounding, play(sounding));
        }
        return new SurveyFigures(found, scale).json(machine);
    }

    /** Again if it failed; what does not hold is no figure. */
    private Sounded play(Sounding sounding) throws IOException, InterruptedException {
        String problem = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try (Rig rig = Rig.start(bench, sounding.side())) {
                Counters before = rig.counters();
                List<String> load = new ArrayList<>(sounding.load(scale, seconds, warmUpSeconds));
                Outcome outcome = LoadRun.play(bench, rig, sounding.name(), load, out);
                Thread.sleep(TO_REPORT);
                Sounded sounded = new Sounded(outcome, rig.counters().minus(before));
                out.printf(
                        Locale.ROOT,
                        "%s: hubs %.3f cores, Redis %.3f, %s%n",
                        sounding.title(),
                        outcome.cores("hub"),
                        outcome.cores("redis"),
                        outcome.isLoadBusy() ? "the load side was over 80 % busy" : "the load side had time");
                if (outcome.holds()) {
                    return sounded;
                }
                problem = outcome.firstProblem();
                out.println("  once more: " + problem);
            }
        }
        throw new IOException(sounding.title() + " does not hold: " + problem);
    }
}
