package io.ssehub.worker.intake;

import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.redis.RedisSubscriber;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.config.ChosenGenerator;
import io.ssehub.worker.loop.Backoff;
import io.ssehub.worker.loop.Loop;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.redis.Nudges;
import io.ssehub.worker.redis.RequestSource;
import io.ssehub.worker.redis.Uplink;
import io.ssehub.worker.run.Run;
import io.ssehub.worker.run.Runner;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The worker's life: takes requests while there is room for them, runs each on a virtual thread of its own, and when it
 * is stopped takes no more, finishes for a while and gives the rest back.
 */
@Component
final class Intake implements SmartLifecycle {
    /*
     * Threads: the lifecycle's; one loop that takes, one that renews, one that says so; one thread a run. The
     * loop that takes never asks for more than there are free slots, so nothing is held that is not worked on.
     */
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** For what only has to notice that it is interrupted, and for the last words to Redis. */
    private static final Duration MOMENT = Duration.ofSeconds(3);

    // Final after construction.
    private final String consumer = "worker-" + UUID.randomUUID();
    private final IntakeProperties properties;
    private final RequestSource source;
    private final RequestQueue queue;
    private final Uplink uplink;
    private final Nudges nudges;
    private final Runner runner;
    private final ChosenGenerator generator;
    private final WorkerMeters meters;
    private final Holdings holdings = new Holdings();
    private final Recoverer recoverer;
    private final LeaseKeeper leaseKeeper;
    private final Attendance attendance;

    // Of the lifecycle's thread.
    private @Nullable Loops loops;

    private record Loops(Slots slots, Loop taking, Loop leases, Loop attendance, RedisSubscriber nudges) {}

    Intake(
            IntakeProperties properties,
            RequestSource source,
            RequestQueue queue,
            OpenGenerations open,
            Uplink uplink,
            Nudges nudges,
            Runner runner,
            ChosenGenerator generator,
            Attendance attendance,
            WorkerMeters meters) {
        this.properties = properties;
        this.source = source;
        this.queue = queue;
        this.uplink = uplink;
        this.nudges = nudges;
        this.runner = runner;
        this.generator = generator;
        this.attendance = attendance;
        this.meters = meters;
        this.recoverer = new Recoverer(queue, consumer, properties.lease(), holdings, System::nanoTime);
        this.leaseKeeper = new LeaseKeeper(queue, open, consumer, properties.lease(), holdings, meters);
        meters.concurrency(properties.concurrency());
        uplink.onReconnect(recoverer::onReconnect);
        uplink.onReconnect(leaseKeeper::onReconnect);
    }

    /** The name this process has in the consumer group. */
    String consumer() {
        return consumer;
    }

    Holdings holdings() {
        return holdings;
    }

    LeaseKeeper leaseKeeper() {
        return leaseKeeper;
    }

    /** Whether requests can be taken at all: Redis was reached once. That it may be away again is no reason to leave. */
    boolean wasReady() {
        return uplink.wasUp() && source.wasUp();
    }

    @Override
    public synchronized void start() {
        if (loops != null) {
            return;
        }
        Slots slots = new Slots(properties.concurrency());
        Loop taking = Loop.start("worker-intake", "taking requests", new Taking(slots)::round, Backoff.JITTERED);
        Loop there = attendance.start(consumer, holdings::size, properties.concurrency());
        loops = new Loops(slots, taking, leaseKeeper.start(), there, nudges.listen(holdings::cancel));
    }

    /** The loop that takes: what was left by others first, then what is new. */
    private final class Taking {
        private final Slots slots;
        private boolean announced;

        Taking(Slots slots) {
            this.slots = slots;
        }

        void round() throws InterruptedException {
            if (!announced) {
                announce();
            }
            int free = slots.awaitFree();
            if (free == 0) {
                return;
            }
            try {
                source.ensureGroup();
                take(free);
            } catch (RuntimeException failure) {
                source.doubtGroup();
                throw failure;
            }
        }

        private void take(int free) throws InterruptedException {
            List<ChatRequest> left = recoverer.takeOver(free);
            if (left.isEmpty()) {
                source.take(consumer, free).forEach(request -> begin(request, slots, false));
            } else {
                left.forEach(request -> begin(request, slots, true));
            }
        }

        private void announce() throws InterruptedException {
            if (!source.wasUp()) {
                log.info("waiting for Redis before taking requests");
            }
            source.awaitFirstUp();
            log.info(
                    "taking up to {} requests at once as {}; generator: {}, lease {} ms",
                    properties.concurrency(),
                    consumer,
                    generator.name(),
                    properties.lease().toMillis());
            announced = true;
        }
    }

    private void begin(ChatRequest request, Slots slots, boolean takeover) {
        Run run = runner.prepare(request);
        if (!holdings.add(run)) {
            return;
        }
        slots.use();
        meters.taken(takeover);
        if (takeover) {
            log.info("{}: taking over request {}", request.messageId(), request.entryId());
        }
        Thread.ofVirtual().name("run-" + request.messageId()).start(() -> {
            try {
                run.execute();
            } finally {
                holdings.remove(run);
                slots.free();
            }
        });
    }

    @Override
    public synchronized void stop() {
        Loops running = loops;
        if (running == null) {
            return;
        }
        loops = null;
        try {
            takeNoMore(running);
            finish();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            holdings.stopAll();
        } finally {
            running.taking().stop();
            running.leases().stop();
            running.nudges().close();
            attendance.end(consumer, running.attendance());
        }
    }

    private void takeNoMore(Loops running) throws InterruptedException {
        running.taking().finish();
        running.slots().close();
        // What a take that is under way still brings is worked on as well.
        if (!source.wasUp() || !running.taking().awaitEnd(source.longestWait().plus(MOMENT))) {
            running.taking().stop();
        }
    }

    private void finish() throws InterruptedException {
        int left = holdings.size();
        if (left > 0) {
            log.info(
                    "taking no more requests; finishing {} for up to {} ms",
                    left,
                    properties.drain().toMillis());
        }
        if (holdings.awaitEmpty(properties.drain())) {
            log.info("stopped; nothing left undone");
            return;
        }
        List<String> unfinished = holdings.leased();
        log.warn("{} requests are not finished; giving them back for other workers", unfinished.size());
        holdings.stopAll();
        if (!holdings.awaitEmpty(MOMENT)) {
            log.warn("{} requests do not react to being stopped", holdings.size());
        }
        giveBack(unfinished);
    }

    /** Best effort: without it they are taken over a lease later. */
    private void giveBack(List<String> entryIds) throws InterruptedException {
        try {
            queue.giveBack(consumer, properties.lease(), entryIds)
                    .toCompletableFuture()
                    .get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            log.info(
                    "Redis is away; what was given back is taken over in {} ms",
                    properties.lease().toMillis());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return loops != null;
    }
}
