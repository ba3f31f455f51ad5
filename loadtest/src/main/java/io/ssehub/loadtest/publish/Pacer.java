package io.ssehub.loadtest.publish;

import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.load.Ledger;
import io.ssehub.loadtest.load.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One source of numbered events that keeps to a timetable, whatever the server does.
 *
 * <p>An event is stamped with the time it was due, not with the time it left. If the server, or this process, holds it
 * up, the events behind it are late too and say so; a publisher that waited instead would ask less of a slow server and
 * praise it for that.
 */
public final class Pacer implements AutoCloseable {
    /*
     * Threads: one at a time publishes: that of start(), or whoever calls publishNow() while there is none. Outcomes come
     * on any thread and only count.
     */

    /** So many may be under way; more would only fill this process' memory. The timetable does not wait for it. */
    private static final long MOST_UNDER_WAY = 100_000;

    private static final long WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int MOST_REASONS = 5;
    private static final double MICROS = 1e6;

    private final String name;
    private final Sender sender;
    private final Ledger ledger;
    private final int bytes;

    /** Keeps the keys of this run apart from those of an earlier one, which the server may still remember. */
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    // Touched by the publishing thread only.
    private final Map<ChannelName, Long> last = new HashMap<>();
    private long keys;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final List<String> reasons = new ArrayList<>();
    private final Latencies lateness = new Latencies();
    private final Latencies acceptance = new Latencies();

    private @Nullable Thread thread;
    private volatile boolean stopped;

    /** @param bytes of each event's data, about */
    public Pacer(String name, Sender sender, Ledger ledger, int bytes) {
        this.name = name;
        this.sender = sender;
        this.ledger = ledger;
        this.bytes = bytes;
    }

    /** Begins to publish, in a thread of its own, the n-th event (from 0) to the n-th channel. */
    public Pacer start(double perSecond, LongFunction<ChannelName> channels) {
        if (perSecond > 0) {
            thread = Thread.ofPlatform().daemon().name("load-pacer").start(() -> publish(perSecond, channels));
        }
        return this;
    }

    /** Publishes now, as fast as it goes. */
    public void publishNow(ChannelName channel, int events) {
        for (int i = 0; i < events; i++) {
            send(channel, Stamp.nowMicros());
        }
    }

    private void publish(double perSecond, LongFunction<ChannelName> channels) {
        long startMicros = Stamp.nowMicros();
        for (long n = 0; !stopped; n++) {
            long dueMicros = startMicros + Math.round(n * MICROS / perSecond);
            awaitDue(dueMicros);
            if (stopped) {
                return;
            }
            lateness.record(Stamp.nowMicros() - dueMicros);
            send(channels.apply(n), dueMicros);
        }
    }

    private void awaitDue(long dueMicros) {
        for (long left = dueMicros - Stamp.nowMicros(); left > 0 && !stopped; left = dueMicros - Stamp.nowMicros()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(left));
        }
    }

    private void send(ChannelName channel, long dueMicros) {
        while (underWay() >= MOST_UNDER_WAY && !stopped) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
        long sequence = last.merge(channel, 1L, Long::sum);
        String path = channel.path();
        sent.incrementAndGet();
        ledger.publishing(path, name, sequence);
        String data = new Stamp(name, path, sequence, dueMicros).encode(bytes);
        sender.send(channel, data, run + '-' + ++keys, problem -> {
            if (problem.isEmpty()) {
                ledger.published(path, name, sequence);
                acceptance.record(Stamp.nowMicros() - dueMicros);
                accepted.incrementAndGet();
            } else {
                note(problem);
                failed.incrementAndGet();
            }
        });
    }

    private void note(String problem) {
        synchronized (reasons) {
            if (reasons.size() < MOST_REASONS) {
                reasons.add(problem);
            }
        }
    }

    /** Publishes nothing more; what is under way goes on. */
    public void stop() {
        stopped = true;
        Thread publishing = thread;
        if (publishing != null) {
            try {
                publishing.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public long sent() {
        return sent.get();
    }

    public long accepted() {
        return accepted.get();
    }

    public long failed() {
        return failed.get();
    }

    /** Events of which nobody knows yet whether they were accepted. */
    public long underWay() {
        return sent.get() - accepted.get() - failed.get();
    }

    /** Why the first of those that failed did. */
    public List<String> reasons() {
        synchronized (reasons) {
            return List.copyOf(reasons);
        }
    }

    /** How long after it was due an event left: the load side's own fault. */
    public Latencies lateness() {
        return lateness;
    }

    /** How long after it was due an event was accepted. */
    public Latencies acceptance() {
        return acceptance;
    }

    @Override
    public void close() {
        stop();
    }
}
