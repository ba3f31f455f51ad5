package io.ssehub.hub.lifecycle;

import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.Sessions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Empties a node that stops, or is taken out of service: its connections leave one after the other, spread evenly over a window, so that the nodes
 * they come back to are not all asked at once. Whoever still comes in leaves with the others.
 */
final class Drain {
    private static final Duration STEP = Duration.ofMillis(100);

    private final Sessions sessions;
    private final Predicate<Session> whom;
    private final DrainProperties properties;
    private final LongSupplier nanoClock;
    private final CountDownLatch hurried = new CountDownLatch(1);

    /** @param whom who has to leave */
    Drain(Sessions sessions, Predicate<Session> whom, DrainProperties properties, LongSupplier nanoClock) {
        this.sessions = sessions;
        this.whom = whom;
        this.properties = properties;
        this.nanoClock = nanoClock;
    }

    /** Ends what is under way, and whatever comes, at once. */
    void hurry() {
        hurried.countDown();
    }

    /** Sends the connections away; returns when none is left, the window is over, or somebody is in a hurry. */
    void run() {
        long begin = nanoClock.getAsLong();
        while (true) {
            long elapsed = nanoClock.getAsLong() - begin;
            long left = properties.window().toNanos() - elapsed;
            boolean noticed = elapsed >= properties.notice().toNanos();
            int here = sessions.count(whom);
            if (noticed && (left <= 0 || here == 0)) {
                return;
            }
            // Once it was called off, whoever comes may stay.
            sessions.endSome(due(here, left), session -> hurried.getCount() > 0 && whom.test(session), Ending.SHUTDOWN);
            if (await()) {
                return;
            }
        }
    }

    /** How many of those that are here should leave in the next step if the last should leave when the window closes. */
    static int due(int count, long leftNanos) {
        if (leftNanos <= STEP.toNanos()) {
            return count;
        }
        return (int) Math.ceilDiv(count * STEP.toNanos(), leftNanos);
    }

    private boolean await() {
        try {
            return hurried.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
