package io.ssehub.loadtest.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has arrived of one numbered series, told apart from what came again, came late or never came.
 *
 * <p>Numbers begin with 1 and may come as ranges. Its size is that of the holes, not that of the series. Not
 * thread-safe.
 */
final class Coverage {
    /** A range of numbers that did not arrive; announced when a {@code gap} told of it. */
    record Missing(long from, long to, boolean announced) {
        long size() {
            return to - from + 1;
        }

        @Override
        public String toString() {
            return (from == to ? "" + from : from + "-" + to) + (announced ? " (announced)" : "");
        }
    }

    /** The holes between {@code first} and {@code highest}, by their first number. */
    private final TreeMap<Long, Missing> holes = new TreeMap<>();

    /** Both 0 until something came. */
    private long first;

    private long highest;

    private long delivered;
    private long doubled;
    private long swapped;

    /** Whether a {@code gap} came before the first number. */
    private boolean startAnnounced;

    /** Whether a {@code gap} came since the last number. */
    private boolean gapPending;

    /** @param afterGap whether a {@code gap} has already told of losses that may be this series' */
    Coverage(boolean afterGap) {
        this.gapPending = afterGap;
    }

    void onGap() {
        gapPending = true;
    }

    void add(long from, long to) {
        if (first == 0) {
            startAnnounced = gapPending;
            first = from;
            highest = to;
            delivered += to - from + 1;
        } else {
            addBefore(from, Math.min(to, first - 1));
            addBetween(Math.max(from, first), Math.min(to, highest));
            addAfter(Math.max(from, highest + 1), to);
            first = Math.min(first, from);
            highest = Math.max(highest, to);
        }
        gapPending = false;
    }

    /** What came before anything else was expected to: late, and the rest up to the first number is a hole. */
    private void addBefore(long from, long to) {
        if (from <= to) {
            swapped += to - from + 1;
            delivered += to - from + 1;
            putHole(to + 1, first - 1, startAnnounced);
        }
    }

    private void addBetween(long from, long to) {
        if (from > to) {
            return;
        }
        long filled = 0;
        Map.Entry<Long, Missing> below = holes.floorEntry(to);
        while (below != null && below.getValue().to() >= from) {
            Missing hole = below.getValue();
            holes.remove(below.getKey());
            putHole(hole.from(), from - 1, hole.announced());
            putHole(to + 1, hole.to(), hole.announced());
            filled += Math.min(hole.to(), to) - Math.max(hole.from(), from) + 1;
            below = holes.lowerEntry(Math.max(hole.from(), from));
        }
        delivered += filled;
        swapped += filled;
        doubled += to - from + 1 - filled;
    }

    private void addAfter(long from, long to) {
        if (from <= to) {
            putHole(highest + 1, from - 1, gapPending);
            delivered += to - from + 1;
        }
    }

    private void putHole(long from, long to, boolean announced) {
        if (from <= to) {
            holes.put(from, new Missing(from, to, announced));
        }
    }

    /**
     * What did not arrive.
     *
     * @param floor up to here nothing has to arrive, but after the first that did, everything has to
     * @param due up to here everything has to arrive
     */
    List<Missing> missing(long floor, long due) {
        List<Missing> missing = new ArrayList<>();
        if (first > floor + 1) {
            missing.add(new Missing(floor + 1, first - 1, startAnnounced));
        }
        missing.addAll(holes.values());
        long reached = first == 0 ? floor : highest;
        if (due > reached) {
            missing.add(new Missing(reached + 1, due, gapPending));
        }
        return missing;
    }

    boolean isEmpty() {
        return first == 0;
    }

    long highest() {
        return highest;
    }

    long delivered() {
        return delivered;
    }

    long doubled() {
        return doubled;
    }

    long swapped() {
        return swapped;
    }
}
