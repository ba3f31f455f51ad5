package io.ssehub.worker.intake;

import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.worker.loop.Backoff;
import io.ssehub.worker.loop.Loop;
import io.ssehub.worker.meter.WorkerMeters;
import io.ssehub.worker.redis.Uplink;
import io.ssehub.worker.run.Run;
import io.ssehub.worker.run.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of what this process works on, and stops what was taken over in spite of that. For what goes on
 * although its request has left the stream it says that its worker lives.
 */
final class LeaseKeeper {
    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    /** Renewals that may fail before the lease is over. */
    private static final int RENEWALS_A_LEASE = 3;

    private final RequestQueue queue;
    private final OpenGenerations open;
    private final String consumer;
    private final Duration pause;
    private final Holdings holdings;
    private final WorkerMeters meters;
    private final Semaphore hurry = new Semaphore(0);

    LeaseKeeper(
            RequestQueue queue,
            OpenGenerations open,
            String consumer,
            Duration lease,
            Holdings holdings,
            WorkerMeters meters) {
        this.queue = queue;
        this.open = open;
        this.consumer = consumer;
        this.pause = lease.dividedBy(RENEWALS_A_LEASE);
        this.holdings = holdings;
        this.meters = meters;
    }

    Loop start() {
        return Loop.start("worker-leases", "renewing leases", this::round, Backoff.JITTERED);
    }

    /** Redis is back: renews at once. */
    void onReconnect() {
        hurry.release();
    }

    private void round() throws InterruptedException {
        var _ = hurry.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        hurry.drainPermits();
        renew();
    }

    void renew() throws InterruptedException {
        for (String lost : Uplink.await(queue.renew(consumer, holdings.leased()))) {
            if (!holdings.holds(lost)) {
                // It ended while the renewal was under way.
                continue;
            }
            if (Uplink.await(queue.contains(lost))) {
                onLost(lost);
            } else {
                // Nobody can take it over any more, so nobody but this run will end it; its steps are still checked.
                log.warn("request {} has left the stream while it is worked on; going on without a lease", lost);
                holdings.unlease(lost);
            }
        }
        for (Run run : holdings.unleased()) {
            Optional<Attempt> attempt = run.attempt();
            if (attempt.isPresent()) {
                // Else it would be taken for one whose worker is gone.
                var _ = Uplink.await(open.noteAlive(attempt.get()));
            }
        }
    }

    private void onLost(String entryId) {
        if (holdings.stop(entryId, StopReason.LEASE_LOST)) {
            log.warn("another worker has taken over request {}; stopping", entryId);
            meters.leaseLost();
        }
    }
}
