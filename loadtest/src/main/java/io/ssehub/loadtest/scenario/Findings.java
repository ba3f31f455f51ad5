package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.result.Check;
import io.ssehub.loadtest.result.Figure;
import io.ssehub.loadtest.result.Mark;
import io.ssehub.loadtest.result.Setting;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.watch.Watch;
import java.util.ArrayList;
import java.util.List;

/** What a run finds while it is played. Thread-safe. */
final class Findings {
    private final Watch watch;

    // Guarded by this.
    private final List<Setting> settings = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Timing> timings = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private double measuredFrom;
    private long published;
    private long delivered;

    Findings(Watch watch) {
        this.watch = watch;
    }

    synchronized void setting(String name, Object value) {
        settings.add(new Setting(name, value.toString()));
    }

    synchronized void check(String name, boolean holds, String detail) {
        checks.add(new Check(name, holds, detail));
    }

    synchronized void figure(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
    }

    synchronized void timing(Timing timing) {
        timings.add(timing);
    }

    /** Something happens now. */
    synchronized void mark(String label) {
        marks.add(new Mark(watch.second(), label));
    }

    synchronized void beginMeasuring() {
        measuredFrom = watch.second();
    }

    synchronized void measured(long publishedSince, long deliveredSince) {
        published = publishedSince;
        delivered = deliveredSince;
    }

    synchronized List<Setting> settings() {
        return List.copyOf(settings);
    }

    synchronized List<Check> checks() {
        return List.copyOf(checks);
    }

    synchronized List<Figure> figures() {
        return List.copyOf(figures);
    }

    synchronized List<Timing> timings() {
        return List.copyOf(timings);
    }

    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    synchronized double measuredFrom() {
        return measuredFrom;
    }

    synchronized long published() {
        return published;
    }

    synchronized long delivered() {
        return delivered;
    }
}
