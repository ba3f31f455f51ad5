package io.ssehub.loadtest.report;

import io.ssehub.loadtest.report.Plot.Point;
import io.ssehub.loadtest.result.RunResult;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.watch.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The plots of a run. */
final class Plots {
    private static final double SHORTEST_MILLIS = 0.1;
    private static final double NANOS_PER_MILLI = 1e6;

    private final RunResult result;
    private final List<Sample> samples;
    private final double seconds;

    private Plots(RunResult result) {
        this.result = result;
        this.samples = result.samples();
        this.seconds = samples.isEmpty() ? 1 : samples.getLast().second();
    }

    static List<Plot> of(RunResult result) {
        return new Plots(result).all();
    }

    private List<Plot> all() {
        List<Plot> plots = new ArrayList<>();
        if (result.timings().stream().anyMatch(timing -> !timing.curve().isEmpty())) {
            plots.add(percentiles());
        }
        if (samples.isEmpty()) {
            return plots;
        }
        if (samples.stream().anyMatch(sample -> sample.latency().count() > 0)) {
            plots.add(times());
        }
        if (samples.stream().anyMatch(sample -> sample.delivered() > 0)) {
            plots.add(over("Deliveries", "events that readers got, a second", "a second")
                    .lines(line("deliveries", Sample::delivered)));
            plots.add(over("Publications", "events that the server accepted, a second", "a second")
                    .lines(line("accepted", Sample::published)));
        }
        plots.add(over("Readers", "connections that listen", "connections").lines(line("listening", Sample::open)));
        boolean servers = samples.stream().anyMatch(sample -> sample.serverBytes() > 0);
        OverTime cpu =
                over("CPU", "the load side: of the cores it may use; servers: cores, all processes", "share, cores");
        Series own = line("load side", Sample::loadShare);
        plots.add(servers ? cpu.lines(own, line("servers", Sample::serverCores)) : cpu.lines(own));
        if (servers) {
            plots.add(over("Memory of the servers", "resident, all processes", "MB")
                    .lines(line("memory", sample -> sample.serverBytes() / 1024.0 / 1024.0)));
        }
        return plots;
    }

    private Plot percentiles() {
        double least = 0.1;
        double most = 1;
        for (Timing timing : result.timings()) {
            for (var point : timing.curve()) {
                least = Math.min(least, point.beyond());
                most = Math.max(most, point.millis());
            }
        }
        Plot plot = new Plot(
                "How long it took, by share",
                "a point at 99 %: so long or shorter for 99 of 100",
                Axis.logarithmic(1, 1 / least),
                "share of all",
                times -> share(1 / times),
                Axis.logarithmic(SHORTEST_MILLIS, most),
                "milliseconds");
        for (Timing timing : result.timings()) {
            plot.line(
                    timing.name(),
                    timing.curve().stream()
                            .map(point -> new Point(1 / point.beyond(), point.millis()))
                            .toList());
        }
        return plot;
    }

    /** How much is left when this share is beyond: 0.01 is 99 %. */
    private static String share(double beyond) {
        String text = String.format(Locale.ROOT, "%.6f", 100 * (1 - beyond));
        return text.replaceAll("\\.?0+$", "") + " %";
    }

    private Plot times() {
        double longest = samples.stream()
                .mapToDouble(sample -> sample.latency().max().toNanos() / NANOS_PER_MILLI)
                .max()
                .orElse(1);
        Plot plot = new Plot(
                "From publication to reader, second by second",
                "from the time it was due",
                Axis.exact(0, seconds),
                "seconds",
                Plot::amount,
                Axis.logarithmic(SHORTEST_MILLIS, Math.max(1, longest)),
                "milliseconds");
        frame(plot);
        return plot.line("p50", latency(sample -> sample.latency().p50().toNanos()))
                .line("p99", latency(sample -> sample.latency().p99().toNanos()))
                .line("longest", latency(sample -> sample.latency().max().toNanos()));
    }

    private List<Point> latency(ToDoubleFunction<Sample> nanos) {
        return samples.stream()
                .filter(sample -> sample.latency().count() > 0)
                .map(sample -> new Point(sample.second(), nanos.applyAsDouble(sample) / NANOS_PER_MILLI))
                .toList();
    }

    private record Series(String name, List<Point> points) {}

    private Series line(String name, ToDoubleFunction<Sample> value) {
        return new Series(
                name,
                samples.stream()
                        .map(sample -> new Point(sample.second(), value.applyAsDouble(sample)))
                        .toList());
    }

    private record OverTime(Plots plots, String title, String help, String unit) {
        Plot lines(Series... lines) {
            double most = 0;
            for (Series line : lines) {
                most = Math.max(
                        most, line.points().stream().mapToDouble(Point::y).max().orElse(0));
            }
            Plot plot = new Plot(
                    title, help, Axis.exact(0, plots.seconds), "seconds", Plot::amount, Axis.linear(0, most), unit);
            plots.frame(plot);
            for (Series line : lines) {
                plot.line(line.name(), line.points());
            }
            return plot;
        }
    }

    private OverTime over(String title, String help, String unit) {
        return new OverTime(this, title, help, unit);
    }

    private void frame(Plot plot) {
        plot.marks(result.marks());
        if (result.measuredSeconds() > 0) {
            plot.shade(result.measuredFrom(), result.measuredFrom() + result.measuredSeconds());
        }
    }
}
