package io.ssehub.loadtest.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.judge.Coverage.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final int HIGHEST = 5;

    private final Coverage coverage = new Coverage(false);

    @Test
    void anySequenceOfRangesIsCountedLikeNumberByNumber() {
        List<long[]> ranges = new ArrayList<>();
        for (long from = 1; from <= HIGHEST; from++) {
            for (long to = from; to <= HIGHEST; to++) {
                ranges.add(new long[] {from, to});
            }
        }
        for (long[] first : ranges) {
            for (long[] second : ranges) {
                for (long[] third : ranges) {
                    for (long[] fourth : ranges) {
                        compare(List.of(first, second, third, fourth));
                    }
                }
            }
        }
    }

    @Test
    void nothingIsMissingBeforeTheFloor() {
        assertThat(coverage.missing(3, 3)).isEmpty();
        assertThat(coverage.missing(3, 5)).containsExactly(new Missing(4, 5, false));

        coverage.add(6, 6);

        assertThat(coverage.missing(3, 7)).containsExactly(new Missing(4, 5, false), new Missing(7, 7, false));
    }

    @Test
    void afterTheFirstThatCameEverythingIsMissedBelowTheFloorToo() {
        coverage.add(2, 2);
        coverage.add(4, 4);

        assertThat(coverage.missing(10, 10)).containsExactly(new Missing(3, 3, false), new Missing(5, 10, false));
    }

    @Test
    void aGapAnnouncesOnlyTheHoleThatItStandsIn() {
        coverage.add(1, 1);
        coverage.add(3, 3);
        coverage.onGap();
        coverage.add(6, 6);
        coverage.add(8, 8);

        assertThat(coverage.missing(0, 9))
                .containsExactly(
                        new Missing(2, 2, false),
                        new Missing(4, 5, true),
                        new Missing(7, 7, false),
                        new Missing(9, 9, false));
    }

    @Test
    void aGapAnnouncesAlsoWhatIsMissingAtEitherEnd() {
        Coverage late = new Coverage(true);
        late.add(3, 3);
        late.onGap();

        assertThat(late.missing(0, 4)).containsExactly(new Missing(1, 2, true), new Missing(4, 4, true));
    }

    @Test
    void whatRemainsOfAHoleStaysAnnounced() {
        coverage.add(1, 1);
        coverage.onGap();
        coverage.add(7, 7);
        coverage.add(4, 4);

        assertThat(coverage.missing(0, 7)).containsExactly(new Missing(2, 3, true), new Missing(5, 6, true));
    }

    private static void compare(List<long[]> ranges) {
        Coverage coverage = new Coverage(false);
        Set<Long> seen = new TreeSet<>();
        long doubled = 0;
        long swapped = 0;
        for (long[] range : ranges) {
            coverage.add(range[0], range[1]);
            Set<Long> before = Set.copyOf(seen);
            for (long number = range[0]; number <= range[1]; number++) {
                if (!seen.add(number)) {
                    doubled++;
                } else if (isBelowAny(before, number)) {
                    swapped++;
                }
            }
        }
        List<Long> missing = new ArrayList<>();
        for (long number = 1; number <= HIGHEST + 1; number++) {
            if (!seen.contains(number)) {
                missing.add(number);
            }
        }

        boolean same = coverage.delivered() == seen.size()
                && coverage.doubled() == doubled
                && coverage.swapped() == swapped
                && numbers(coverage.missing(0, HIGHEST + 1)).equals(missing);
        if (!same) {
            throw new AssertionError("after " + ranges.stream().map(List::of).toList() + " delivered "
                    + coverage.delivered() + ", doubled " + coverage.doubled() + ", swapped " + coverage.swapped()
                    + ", missing " + coverage.missing(0, HIGHEST + 1));
        }
    }

    private static boolean isBelowAny(Set<Long> numbers, long number) {
        return numbers.stream().anyMatch(other -> other > number);
    }

    private static List<Long> numbers(List<Missing> missing) {
        List<Long> numbers = new ArrayList<>();
        for (Missing range : missing) {
            for (long number = range.from(); number <= range.to(); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
