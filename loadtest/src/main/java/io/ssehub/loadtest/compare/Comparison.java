package io.ssehub.loadtest.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays contests round by round and tells the ratios, with their spread over the rounds. */
public final class Comparison {
    /** Each step of a peak asks for so much more than the one before. */
    private static final double STEP = 1.4;

    private static final int MOST_STEPS = 30;
    private static final double LONGEST_P99_MILLIS = 50;

    /** Less than this share of what was asked for: it could not keep up. */
    private static final double KEPT_UP = 0.95;

    private final Bench bench;
    private final int rounds;
    private final double scale;
    private final int seconds;
    private final int warmUpSeconds;
    private final PrintStream out;

    /** @param scale of the number of readers, for a first look */
    public Comparison(Bench bench, int rounds, double scale, int seconds, int warmUpSeconds, PrintStream out) {
        this.bench = bench;
        this.rounds = rounds;
        this.scale = scale;
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
        this.out = out;
    }

    /** @return the table, as Markdown; also written to the bench's folder */
    public String run(List<Contest> contests) throws IOException, InterruptedException {
        String method =
                ("%s.%nEach run: %d s of warm-up, %d s measured; %d rounds. Events of the Java publisher wait for each other"
                                + " for %d ms.%n%n")
                        .formatted(
                                Machine.describe(),
                                warmUpSeconds,
                                seconds,
                                rounds,
                                bench.linger().toMillis());
        out.print(method);
        StringBuilder table = new StringBuilder(method);
        table.append("| contest | number | ours | other | ratio | rounds that count |\n");
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        for (Contest contest : contests) {
            table.append(run(contest));
            Files.createDirectories(bench.folder());
            Files.writeString(bench.folder().resolve("comparison.md"), table);
        }
        return table.toString();
    }

    private String run(Contest contest) throws IOException, InterruptedException {
        List<Map<Side, Outcome>> played = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Map<Side, Outcome> outcomes = new EnumMap<>(Side.class);
            // Who is first changes, so that neither always finds the machine as the other has left it.
            List<Side> order = round % 2 == 0
                    ? List.of(contest.ours(), contest.other())
                    : List.of(contest.other(), contest.ours());
            for (Side side : order) {
                Optional<Outcome> outcome = play(contest, side, round);
                outcome.ifPresent(found -> outcomes.put(side, found));
            }
            if (outcomes.size() == 2) {
                played.add(outcomes);
            }
        }
        return rows(contest, played);
    }

    /** Empty if the server did not do what it should, or the load side was too busy to tell. */
    private Optional<Outcome> play(Contest contest, Side side, int round) throws IOException, InterruptedException {
        try (Rig rig = Rig.start(bench, side)) {
            return contest.isPeak()
                    ? climb(contest, side, round, rig)
                    : counting(contest, side, round, load(contest, side, round, rig, contest.rate(), ""));
        }
    }

    private Optional<Outcome> counting(Contest contest, Side side, int round, Outcome outcome) {
        boolean counts = outcome.holds() && (contest.countsWithBusyLoad() || !outcome.isLoadBusy());
        String problem = outcome.isLoadBusy() ? "the load side was over 80 % busy" : "";
        if (!outcome.holds()) {
            problem = outcome.firstProblem();
        }
        List<String> numbers = contest.metrics(scale).stream()
                .map(metric -> metric.name() + " "
                        + Spread.number(metric.value().applyAsDouble(outcome)) + " " + metric.unit())
                .toList();
        out.printf(
                "%s, round %d, %s: %s%s%s%n",
                contest.title(),
                round + 1,
                side.title(),
                String.join(", ", numbers),
                counts ? "" : "; does not count",
                problem.isEmpty() ? "" : ": " + problem);
        return counts ? Optional.of(outcome) : Optional.empty();
    }

    /** Ever higher rates, until the server is late or loses; the last good one. */
    private Optional<Outcome> climb(Contest contest, Side side, int round, Rig rig)
            throws IOException, InterruptedException {
        Optional<Outcome> best = Optional.empty();
        double rate = contest.rate();
        for (int step = 0; step < MOST_STEPS; step++) {
            Outcome outcome = load(contest, side, round, rig, rate, "-" + Math.round(rate));
            boolean good = outcome.holds()
                    && outcome.p99Millis() <= LONGEST_P99_MILLIS
                    && outcome.publishedPerSecond() >= KEPT_UP * rate;
            out.printf(
                    "%s, round %d, %s: asked for %.0f/s, %.0f deliveries/s, p99 %.1f ms, load side %.0f %% busy%s%n",
                    contest.title(),
                    round + 1,
                    side.title(),
                    rate,
                    outcome.deliveredPerSecond(),
                    outcome.p99Millis(),
                    100 * outcome.loadShare(),
                    good ? "" : ": too much");
            if (outcome.isLoadBusy()) {
                out.println("  the load side is over 80 % busy: this and higher points do not count");
                break;
            }
            if (!good) {
                break;
            }
            best = Optional.of(outcome);
            rate *= STEP;
        }
        return best;
    }

    private Outcome load(Contest contest, Side side, int round, Rig rig, double rate, String suffix)
            throws IOException, InterruptedException {
        String name = contest.name() + "-" + side.name() + "-" + (round + 1) + suffix;
        return LoadRun.play(bench, rig, name, contest.load(scale, rate, seconds, warmUpSeconds), out);
    }

    private String rows(Contest contest, List<Map<Side, Outcome>> played) {
        StringBuilder rows = new StringBuilder();
        for (Metric metric : contest.metrics(scale)) {
            List<Double> ours = new ArrayList<>();
            List<Double> other = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (Map<Side, Outcome> round : played) {
                double our = metric.value().applyAsDouble(round.get(contest.ours()));
                double their = metric.value().applyAsDouble(round.get(contest.other()));
                ours.add(our);
                other.add(their);
                ratios.add(our / their);
            }
            rows.append("| %s, %d readers: %s / %s | %s, %s | %s | %s | %s | %d of %d |%n"
                    .formatted(
                            contest.title(),
                            contest.readers(scale),
                            contest.ours().title(),
                            contest.other().title(),
                            metric.name(),
                            metric.unit(),
                            Spread.of(ours),
                            Spread.of(other),
                            Spread.of(ratios),
                            played.size(),
                            rounds));
        }
        return rows.toString();
    }
}
