package io.ssehub.loadtest.judge;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One count per measure. Counting is for the judge; not thread-safe while it counts. */
public final class Tally {
    private final long[] counts = new long[Measure.values().length];

    Tally() {}

    Tally add(Measure measure, long count) {
        counts[measure.ordinal()] += count;
        return this;
    }

    Tally add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        return this;
    }

    public long get(Measure measure) {
        return counts[measure.ordinal()];
    }

    public boolean isClean() {
        return Arrays.stream(Measure.values()).noneMatch(measure -> measure.isFault() && get(measure) > 0);
    }

    /** Everything that was counted, and the faults that were not, so that a clean line says what it looked for. */
    @Override
    public String toString() {
        return Arrays.stream(Measure.values())
                .map(measure -> measure.label() + " " + get(measure))
                .collect(Collectors.joining(", "));
    }

    /** Only what is wrong. */
    String faults() {
        return Arrays.stream(Measure.values())
                .filter(measure -> measure.isFault() && get(measure) > 0)
                .map(measure -> measure.label() + " " + get(measure))
                .collect(Collectors.joining(", "));
    }
}
