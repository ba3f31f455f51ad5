package io.ssehub.loadtest.compare;

import java.util.List;
import java.util.Locale;

/** The middle of a few numbers, and how far apart they are. */
record Spread(double median, double least, double most) {
    static Spread of(List<Double> values) {
        List<Double> known =
                values.stream().filter(value -> !value.isNaN()).sorted().toList();
        if (known.isEmpty()) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = known.size() / 2;
        double median = known.size() % 2 == 1 ? known.get(middle) : (known.get(middle - 1) + known.get(middle)) / 2;
        return new Spread(median, known.getFirst(), known.getLast());
    }

    @Override
    public String toString() {
        return Double.isNaN(median) ? "–" : number(median) + " (" + number(least) + " to " + number(most) + ")";
    }

    /** Few digits, as many as say something. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
