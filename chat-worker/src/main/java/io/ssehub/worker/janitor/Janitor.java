package io.ssehub.worker.janitor;

import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.JanitorLock;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.loop.Backoff;
import io.ssehub.worker.loop.Loop;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.redis.Uplink;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The worker's second occupation: every now and then it tries to be the one that looks after what was left lying, and
 * more often it reads how much there is to do.
 */
@Component
final class Janitor implements SmartLifecycle {
    /** Soon enough for whoever watches the meters. */
    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

    // Final after construction.
    private final JanitorProperties properties;
    private final Uplink uplink;
    private final JanitorLock lock;
    private final Patrol patrol;
    private final RequestQueue queue;
    private final DeadLetters letters;
    private final WorkerMeters meters;

    // Of the lifecycle's thread.
    private @Nullable Loop looking;
    private @Nullable Loop counting;

    Janitor(
            JanitorProperties properties,
            Uplink uplink,
            JanitorLock lock,
            Patrol patrol,
            RequestQueue queue,
            DeadLetters letters,
            WorkerMeters meters) {
        this.properties = properties;
        this.uplink = uplink;
        this.lock = lock;
        this.patrol = patrol;
        this.queue = queue;
        this.letters = letters;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        if (looking == null) {
            looking = Loop.start("worker-janitor", "looking after what was left lying", this::look, Backoff.JITTERED);
            counting = Loop.start("worker-counts", "counting requests", this::count, Backoff.JITTERED);
        }
    }

    /** Waits, and goes round if no other worker does. The lock stays closed afterwards, until the next round is due. */
    private void look() throws InterruptedException {
        long millis = properties.interval().toMillis();
        Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        uplink.awaitUp();
        String token = JanitorLock.token();
        Patrol.Permit permit = () -> Uplink.await(lock.hold(token, properties.interval()));
        if (permit.isMine()) {
            meters.looked();
            patrol.goRound(permit);
        }
    }

    private void count() throws InterruptedException {
        uplink.awaitUp();
        meters.sizes(Uplink.await(queue.backlog()), Uplink.await(letters.size()));
        Thread.sleep(COUNT_EVERY);
    }

    @Override
    public synchronized void stop() {
        if (looking != null && counting != null) {
            looking.stop();
            counting.stop();
            looking = null;
            counting = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return looking != null;
    }
}
