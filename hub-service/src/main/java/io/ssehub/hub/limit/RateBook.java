package io.ssehub.hub.limit;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How fast each of many has been: so many at once, and then one every so often. Of each there is one number, the time at
 * which it would have nothing behind it again (GCRA); who has come there is forgotten, as if they had never been.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell rate algorithm</a>
 */
public final class RateBook {
    /*
     * Threads: any; a name's number is changed under its entry's lock in the map. Bounded: `size` counts the entries, and a
     * name for which there is no more room shares one number with all others of that kind, so that neither memory nor what
     * they get grows with their number.
     */
    /** No name: who finds no room. */
    private static final String THE_REST = "";

    private final long intervalNanos;
    private final long toleranceNanos;
    private final int most;
    private final LongSupplier nanoClock;
    private final ConcurrentHashMap<String, Long> busyUntil = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * A book about a rate.
     *
     * @param perSecond how many a second, 0 for no limit
     * @param atOnce how many may come at once
     * @param most of how many is remembered how fast they were
     */
    public RateBook(int perSecond, int atOnce, int most, LongSupplier nanoClock) {
        this.intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.toleranceNanos = intervalNanos * (atOnce - 1L);
        this.most = most;
        this.nanoClock = nanoClock;
    }

    /** Takes one for a name; zero if it may, else how long until it may again. */
    public Duration take(String name) {
        if (intervalNanos == 0) {
            return Duration.ZERO;
        }
        long now = nanoClock.getAsLong();
        String entry = busyUntil.containsKey(name) || size.get() < most ? name : THE_REST;
        long[] waitNanos = {0};
        busyUntil.compute(entry, (key, before) -> {
            if (before == null) {
                size.incrementAndGet();
            }
            long from = before == null || before - now < 0 ? now : before;
            waitNanos[0] = Math.max(0, from - now - toleranceNanos);
            return waitNanos[0] > 0 ? from : from + intervalNanos;
        });
        return Duration.ofNanos(waitNanos[0]);
    }

    /** To be called about once a second: forgets those who have nothing behind them. */
    public void tick() {
        long now = nanoClock.getAsLong();
        busyUntil.forEach((name, until) -> {
            if (until - now < 0 && busyUntil.remove(name, until)) {
                size.decrementAndGet();
            }
        });
    }

    int size() {
        return size.get();
    }
}
