package io.ssehub.loadtest.report;

import java.util.ArrayList;
import java.util.List;

/** Where values lie along one side of a plot, from 0 to 1, and which of them are written there. */
final class Axis {
    private static final int TICKS = 5;
    private static final double[] STEPS = {1, 2, 5, 10};

    private final double from;
    private final double to;
    private final boolean logarithmic;

    private Axis(double from, double to, boolean logarithmic) {
        this.from = from;
        this.to = to;
        this.logarithmic = logarithmic;
    }

    /** From 0, or the given beginning, to a little more than the largest value. */
    static Axis linear(double from, double largest) {
        double to = largest > from ? largest : from + 1;
        double step = step((to - from) / TICKS);
        return new Axis(from, Math.ceil(to / step) * step, false);
    }

    /** Exactly from one to the other. */
    static Axis exact(double from, double to) {
        return new Axis(from, to > from ? to : from + 1, false);
    }

    /** Whole powers of ten around the values, which are above 0. */
    static Axis logarithmic(double smallest, double largest) {
        double from = Math.pow(10, Math.floor(Math.log10(smallest)));
        double to = Math.pow(10, Math.ceil(Math.log10(Math.max(largest, from * 10) * 0.999999)));
        return new Axis(from, to, true);
    }

    double place(double value) {
        double place = logarithmic
                ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
                : (value - from) / (to - from);
        return Math.clamp(place, 0, 1);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = from; tick <= to * 1.000001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step((to - from) / TICKS);
            for (double tick = Math.ceil(from / step) * step; tick <= to + step / 1e6; tick += step) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : STEPS) {
            if (step * power >= least) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
