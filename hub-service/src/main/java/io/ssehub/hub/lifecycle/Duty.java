package io.ssehub.hub.lifecycle;

import io.ssehub.hub.bus.RedisBus;
import io.ssehub.hub.cluster.NodeService;
import io.ssehub.hub.control.Control;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.Sessions;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node serves. An operator may take it out of service, which sends its connections elsewhere as a stop does, and
 * back; a stop is for good.
 */
final class Duty implements NodeService {
    /*
     * Threads: any. One drain at a time, each with a thread of its own; one that was called off ends nobody any more but
     * those it has picked already.
     */
    private static final Logger log = LoggerFactory.getLogger(Duty.class);

    private final Sessions sessions;
    private final Control control;
    private final RedisBus bus;
    private final DrainProperties properties;
    private final DrainMeters meters;
    private final LongSupplier nanoClock;

    // Guarded by this.
    private @Nullable Drain drain;
    private boolean stopping;

    Duty(
            Sessions sessions,
            Control control,
            RedisBus bus,
            DrainProperties properties,
            DrainMeters meters,
            LongSupplier nanoClock) {
        this.sessions = sessions;
        this.control = control;
        this.bus = bus;
        this.properties = properties;
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /**
     * An order to end a client's connections must not pass by one that has just been let in, so the nodes' orders must be
     * heard; and not while this node alone is deaf, or is out of service.
     */
    @Override
    public boolean isReady() {
        return control.isOpen() && !bus.isDeaf() && !isDraining();
    }

    @Override
    public synchronized boolean isDraining() {
        return drain != null;
    }

    @Override
    public synchronized void drain() {
        if (drain != null) {
            return;
        }
        log.info("this node is taken out of service; {} connections are sent elsewhere", sessions.count());
        // Whoever watches the cluster from here may want to see what comes of it, and to take it back.
        Drain begun = begin(Session::hasChannels);
        Thread.ofVirtual().name("drain").start(() -> {
            begun.run();
            finish(begun);
        });
    }

    private Drain begin(Predicate<Session> whom) {
        Drain begun = new Drain(sessions, whom, properties, nanoClock);
        drain = begun;
        meters.draining(properties.window());
        return begun;
    }

    /** Who comes from now on is told at once. */
    private synchronized void finish(Drain done) {
        if (drain == done) {
            sessions.turnAway(Session::hasChannels);
        }
    }

    @Override
    public synchronized boolean takeBack() {
        if (stopping) {
            return false;
        }
        if (drain != null) {
            log.info("this node is back in service");
            drain.hurry();
            drain = null;
            sessions.letStay();
            meters.serving();
        }
        return true;
    }

    /** Empties the node for good; whoever drains meanwhile stops doing so. */
    void stop() {
        Drain last;
        synchronized (this) {
            stopping = true;
            if (drain != null) {
                drain.hurry();
            }
            last = begin(everybody -> true);
        }
        last.run();
        sessions.turnAway(everybody -> true);
    }

    /** Has {@link #stop} end at once. */
    synchronized void hurry() {
        if (drain != null) {
            drain.hurry();
        }
    }
}
