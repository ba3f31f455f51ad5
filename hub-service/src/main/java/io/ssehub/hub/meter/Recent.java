package io.ssehub.hub.meter;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that takes a while to look at, looked at once for all the gauges that show a part of it. */
final class Recent<T> {
    /** Longer than a scrape takes, shorter than the time between two. */
    private static final long LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Supplier<T> look;
    private final LongSupplier nanoClock;

    // Guarded by this.
    private @Nullable T seen;
    private long seenNanos;

    Recent(Supplier<T> look, LongSupplier nanoClock) {
        this.look = look;
        this.nanoClock = nanoClock;
    }

    synchronized T get() {
        long now = nanoClock.getAsLong();
        T last = seen;
        if (last == null || now - seenNanos >= LIFE_NANOS) {
            last = look.get();
            seen = last;
            seenNanos = now;
        }
        return last;
    }
}
