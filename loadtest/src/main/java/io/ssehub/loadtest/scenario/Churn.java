package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.Ending;
import io.ssehub.loadtest.client.ReaderListener;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.publish.Pacer;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.server.Target;
import io.ssehub.loadtest.sse.SseEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Connections that come and go at a steady rate, beside readers who stay and must not feel it. */
public final class Churn implements Scenario {
    private static final double NANOS = 1e9;

    /** Every second visitor leaves by a reset, as when a device goes. */
    private static final int RESETS = 2;

    private final Channels channels = new Channels();
    private final double perSecond;
    private final Duration stay;

    private final LongAdder listened = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Latencies entry = new Latencies();

    private record Visit(long number, SseReader reader, Visitor visitor, long untilNanos) {}

    /**
     * @param perSecond connections opened, and closed, a second
     * @param stay how long each lasts
     */
    public Churn(double perSecond, Duration stay) {
        this.perSecond = perSecond;
        this.stay = stay;
    }

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        int readers = stage.setup().sizes().readers();
        stage.findings().setting("connects a second", perSecond);
        stage.findings().setting("each stays", stay.toMillis() / 1e3 + " s");
        Crowd stayers = stage.open(readers, channels::onlyBroadcast);
        Pacer pacer = stage.pacer("p").start(stage.setup().sizes().rate(), _ -> ChannelName.broadcast());
        stage.phase("warming up");
        Thread.sleep(stage.setup().sizes().warmUp());
        stage.beginMeasuring(stayers);
        Queue<Visit> visits = new ArrayDeque<>();
        long opened = visit(stage, readers, visits);
        stage.endMeasuring(stayers);
        stage.phase("the last visitors leave");
        stage.awaitQuietly(() -> {
            leave(stage, visits, System.nanoTime());
            return visits.isEmpty();
        });
        stage.settle(pacer);

        stage.findings().timing(Timing.of("visitor: due → stream open", entry));
        stage.findings().figure("visitors", (double) opened, "");
        stage.findings()
                .check(
                        "every visitor was let in",
                        failed.sum() == 0 && listened.sum() == opened,
                        listened.sum() + " of " + opened + " listened, " + failed.sum() + " failed");
        stage.findings()
                .check(
                        "nobody who stayed was cut",
                        stayers.welcomes() == readers,
                        stayers.welcomes() - readers + " connections came back");
    }

    private long visit(Stage stage, int firstName, Queue<Visit> visits) throws InterruptedException {
        long startNanos = System.nanoTime();
        long endNanos = startNanos + stage.setup().sizes().duration().toNanos();
        long opened = 0;
        while (true) {
            long now = System.nanoTime();
            long due = startNanos + Math.round(opened * NANOS / perSecond);
            leave(stage, visits, now);
            if (now >= endNanos) {
                return opened;
            }
            if (due > now) {
                TimeUnit.NANOSECONDS.sleep(Math.min(due - now, TimeUnit.MILLISECONDS.toNanos(1)));
                continue;
            }
            Visitor visitor = new Visitor(stage.setup().target(), due);
            Subscription subscription = channels.onlyBroadcast(firstName + opened);
            SseReader reader = stage.client()
                    .open(
                            stage.urls(subscription, (int) (opened % Integer.MAX_VALUE)),
                            stage.as(subscription, ReaderOptions.defaults()),
                            visitor);
            visits.add(new Visit(opened, reader, visitor, due + stay.toNanos()));
            opened++;
        }
    }

    /** Whoever has stayed long enough and has been let in, or never will be, goes. */
    private static void leave(Stage stage, Queue<Visit> visits, long now) {
        for (Visit visit = visits.peek();
                visit != null && now >= visit.untilNanos() && visit.visitor().done;
                visit = visits.peek()) {
            visits.poll();
            if (visit.number() % RESETS == 0) {
                visit.reader().reset();
            }
            stage.client().discard(visit.reader());
        }
    }

    /** One who comes and goes. */
    private final class Visitor implements ReaderListener {
        private final Target target;
        private final long dueNanos;
        private volatile boolean done;

        Visitor(Target target, long dueNanos) {
            this.target = target;
            this.dueNanos = dueNanos;
        }

        @Override
        public void onOpen(URI url) {
            if (!target.hasWelcome()) {
                onWelcome();
            }
        }

        @Override
        public void onEvent(SseEvent event) {
            if (!done && target.isWelcome(event)) {
                onWelcome();
            }
        }

        private void onWelcome() {
            if (!done) {
                done = true;
                listened.increment();
                entry.record(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNanos));
            }
        }

        @Override
        public void onEnd(Ending ending) {
            if (!done) {
                done = true;
                failed.increment();
            }
        }
    }
}
