package io.ssehub.hub.meter;

import io.ssehub.hub.cluster.NodeCounts.Delivery;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long deliveries took since somebody last asked, in steps of about a fifth: fine enough to be read as a number, which
 * the histogram for Prometheus is not. Any thread records, one takes.
 */
final class DeliveryTimes {
    /** Bits of a number that tell its step: four steps for each doubling. */
    private static final int BITS = 2;

    private static final int STEPS = 1 << BITS;

    /** Up to about half an hour; what takes longer counts as that. */
    private static final int BUCKETS = 30 * STEPS;

    private static final double MICROS_PER_MILLI = 1_000;

    private final LongAdder[] buckets = new LongAdder[BUCKETS];

    DeliveryTimes() {
        Arrays.setAll(buckets, bucket -> new LongAdder());
    }

    void record(long micros) {
        buckets[bucketOf(micros)].increment();
    }

    /** By the number's length and its first bits, for this is asked for every write. */
    private static int bucketOf(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(0, micros);
        }
        int shift = Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(micros);
        return Math.min(BUCKETS - 1, shift * STEPS + (int) (micros >>> shift));
    }

    /** The longest time that is counted there, in microseconds. */
    private static long endOf(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((bucket - shift * STEPS + 1L) << shift) - 1;
    }

    /** Those since the last call; empty if there was none. */
    Optional<Delivery> take() {
        long[] counts = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = buckets[i].sumThenReset();
            all += counts[i];
        }
        return all == 0
                ? Optional.empty()
                : Optional.of(new Delivery(millis(counts, all, 0.5), millis(counts, all, 0.99)));
    }

    /** The upper end of the bucket that holds this part of them. */
    private static double millis(long[] counts, long all, double part) {
        long wanted = (long) Math.ceil(all * part);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return endOf(i) / MICROS_PER_MILLI;
            }
        }
        throw new IllegalStateException("more counted than there are");
    }
}
