package io.ssehub.hub.session;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of this node. Thread-safe. */
public final class Sessions implements Session.Listener {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final double HEARTBEAT_JITTER = 0.2;

    private volatile boolean stopping;
    private final Map<SessionId, Session> byId = new ConcurrentHashMap<>();

    /** Adds a session and begins it. */
    public void begin(Session session) {
        byId.put(session.id(), session);
        log.info("{} opened for {}", session, session.clientId());
        session.begin();
        if (stopping) {
            session.end(Ending.SHUTDOWN);
        }
        if (session.isClosed()) {
            // It ended while it was added; whoever ended it may have looked for it before.
            byId.remove(session.id());
        }
    }

    @Override
    public void onClosed(Session session, Ending ending) {
        byId.remove(session.id());
        log.info("{} of {} ended: {}", session, session.clientId(), ending.code());
    }

    public int count() {
        return byId.size();
    }

    /** Ends every connection of a client. */
    public void endAllOf(String clientId, Ending ending) {
        byId.values().stream()
                .filter(session -> session.clientId().equals(clientId))
                .forEach(session -> session.end(ending));
    }

    /** The node stops: ends every connection, and each that still comes. A refusal would end an EventSource for good. */
    public void endAllForShutdown() {
        stopping = true;
        byId.values().forEach(session -> session.end(Ending.SHUTDOWN));
    }

    /** Gives up every connection that is left. */
    public void abortAll(Ending ending) {
        byId.values().forEach(session -> session.abort(ending));
    }

    /** To be called about once a second: connections that were quiet for about {@code interval} get a heartbeat. */
    public void beat(Duration interval) {
        Collection<Session> all = byId.values();
        for (Session session : all) {
            double jitter = 1 - HEARTBEAT_JITTER * ThreadLocalRandom.current().nextDouble();
            session.beat((long) (interval.toMillis() * jitter));
        }
    }
}
