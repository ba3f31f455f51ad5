package io.ssehub.loadtest.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.ssehub.loadtest.latency.Latencies;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Watches the threads that read: how busy they are, and how late they come to what was due. If they are late, so is every
 * time they have measured, and the load side was the bottleneck.
 */
public final class LoopWatch implements AutoCloseable {
    /** Often enough to see what a reader sees, seldom enough to cost nothing. */
    private static final Duration PERIOD = Duration.ofMillis(10);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Latencies delays = new Latencies();
    private final Set<Long> threads = ConcurrentHashMap.newKeySet();
    private final List<ScheduledFuture<?>> ticks = new ArrayList<>();

    LoopWatch(List<EventLoop> loops) {
        for (EventLoop loop : loops) {
            Tick tick = new Tick();
            ticks.add(loop.scheduleAtFixedRate(tick, PERIOD.toNanos(), PERIOD.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    /** How late ticks came; a thread that stood still has missed many, and each of them counts. */
    public Latencies delays() {
        return delays;
    }

    /** CPU time of the busiest of these threads. */
    public long busiestNanos() {
        return threads.stream().mapToLong(THREADS::getThreadCpuTime).max().orElse(0);
    }

    @Override
    public void close() {
        ticks.forEach(tick -> tick.cancel(false));
    }

    /** Of one loop, on its thread. */
    private final class Tick implements Runnable {
        private long dueNanos = System.nanoTime() + PERIOD.toNanos();
        private boolean known;

        @Override
        public void run() {
            if (!known) {
                known = true;
                threads.add(Thread.currentThread().threadId());
            }
            delays.record(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNanos));
            dueNanos += PERIOD.toNanos();
        }
    }
}
