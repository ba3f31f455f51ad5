package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.load.Stamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Readers that fare alike, and what they have got together. */
final class Crowd {
    /*
     * Threads: members are added by who plays the scenario, before they are opened; they report from reading threads.
     */
    private final List<Member> members = new ArrayList<>();
    private final LongAdder deliveries = new LongAdder();
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicInteger welcomes = new AtomicInteger();

    /** Of all events. */
    private final Latencies live = new Latencies();
    /** Of those that were due in the measured time. */
    private final Latencies measured = new Latencies();
    /** From the TCP connect to the welcome. */
    private final Latencies entry = new Latencies();

    private volatile long measureFromMicros = Long.MAX_VALUE;
    private volatile long measureUntilMicros = Long.MAX_VALUE;

    void add(Member member) {
        members.add(member);
    }

    List<Member> members() {
        return members;
    }

    int size() {
        return members.size();
    }

    void onDelivery(long dueMicros) {
        long took = Stamp.nowMicros() - dueMicros;
        deliveries.increment();
        live.record(took);
        if (dueMicros >= measureFromMicros && dueMicros < measureUntilMicros) {
            measured.record(took);
        }
    }

    void onWelcome(long tookMicros) {
        welcomes.incrementAndGet();
        listening.incrementAndGet();
        entry.record(tookMicros);
    }

    void onLost() {
        listening.decrementAndGet();
    }

    /** Events that are due from now on are timed. */
    void measure() {
        measured.reset();
        measureUntilMicros = Long.MAX_VALUE;
        measureFromMicros = Stamp.nowMicros();
    }

    /** Events that are due later are not; those that were due in time are, whenever they come. */
    void measureNoMore() {
        measureUntilMicros = Stamp.nowMicros();
    }

    long deliveries() {
        return deliveries.sum();
    }

    /** Readers that listen now. */
    int listening() {
        return listening.get();
    }

    /** Connections that have been welcomed; as many as there are readers if none was ever lost. */
    int welcomes() {
        return welcomes.get();
    }

    Latencies live() {
        return live;
    }

    Latencies measured() {
        return measured;
    }

    Latencies entry() {
        return entry;
    }

    boolean isCaughtUp() {
        return members.stream().allMatch(Member::isCaughtUp);
    }

    /** Carries out a command of all these readers and waits until they have; servers may not have noticed. */
    static void tell(Collection<Member> members, Function<SseReader, CompletableFuture<Void>> command) {
        CompletableFuture.allOf(members.stream().map(Member::sse).map(command).toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
