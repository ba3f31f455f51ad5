package io.ssehub.hub.session;

import io.ssehub.hub.node.NodeName;
import io.ssehub.protocol.channel.ClientNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of this node. Thread-safe. */
public final class Sessions implements Session.Listener {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final ConnectionLog connections;
    private final Map<SessionId, Session> byId = new ConcurrentHashMap<>();
    private final RecentEndings endings = new RecentEndings();

    /** @param names how clients are called in the log */
    public Sessions(NodeName node, ClientNames names) {
        this.connections = new ConnectionLog(node, names);
    }

    /**
     * How the connections of a node fare.
     *
     * @param behind those that are not live in all their channels
     * @param longestBehindNanos for how long the one of these has been so that has been so longest; 0 for none
     * @param queueBytes what waits to be written to all of them
     * @param stalled those whose readers have taken nothing for a while
     */
    public record Census(int behind, long longestBehindNanos, long queueBytes, int stalled) {}

    /** What every connection is told that begins while it stands. */
    private volatile @Nullable Notice standing;

    /** Who is sent elsewhere as soon as it comes. */
    private volatile Predicate<Session> turnedAway = nobody -> false;

    /** Adds a session and begins it. */
    public void begin(Session session) {
        byId.put(session.id(), session);
        connections.opened(session);
        session.begin();
        Notice notice = standing;
        if (notice != null) {
            session.tell(notice);
        }
        if (turnedAway.test(session)) {
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
        connections.ended(session, ending);
        endings.add(session.endedBy(ending));
    }

    /** The connections that ended last. */
    public RecentEndings endings() {
        return endings;
    }

    public int count() {
        return byId.size();
    }

    /** Looks at each connection. */
    public Census census() {
        int behind = 0;
        long longestBehindNanos = 0;
        long queueBytes = 0;
        int stalled = 0;
        for (Session session : byId.values()) {
            Session.Look look = session.look();
            behind += look.behindNanos() >= 0 ? 1 : 0;
            longestBehindNanos = Math.max(longestBehindNanos, look.behindNanos());
            queueBytes += look.queueBytes();
            stalled += look.stalled() ? 1 : 0;
        }
        return new Census(behind, longestBehindNanos, queueBytes, stalled);
    }

    /** Tells every connection, and each that begins before {@link #recall}. */
    public void announce(Notice notice) {
        standing = notice;
        byId.values().forEach(session -> session.tell(notice));
    }

    /** Ends what was announced, and tells every connection so. */
    public void recall(Notice instead) {
        standing = null;
        byId.values().forEach(session -> session.tell(instead));
    }

    /** Ends those connections of a client that {@code which} says; answers how many there were. */
    public int endAllOf(String clientId, Predicate<Session> which, Ending ending) {
        List<Session> own = byId.values().stream()
                .filter(session -> session.clientId().equals(clientId) && which.test(session))
                .toList();
        own.forEach(session -> session.end(ending));
        return own.size();
    }

    /** Ends one connection; false if it is not here, or leaves already. */
    public boolean end(SessionId id, Ending ending) {
        Session session = byId.get(id);
        if (session == null || session.isLeaving()) {
            return false;
        }
        session.end(ending);
        return true;
    }

    /** A client's connections at this moment. */
    public List<SessionSnapshot> of(String clientId) {
        return byId.values().stream()
                .filter(session -> session.clientId().equals(clientId))
                .map(Session::snapshot)
                .toList();
    }

    /** How many there are of those that {@code which} says. */
    public int count(Predicate<Session> which) {
        return (int) byId.values().stream().filter(which).count();
    }

    /** Ends about so many of the connections that {@code which} says. */
    public void endSome(int number, Predicate<Session> which, Ending ending) {
        // Ids are random, and so is their order here.
        byId.values().stream()
                .filter(session -> !session.isLeaving() && which.test(session))
                .limit(number)
                .forEach(session -> session.end(ending));
    }

    /**
     * Sends those connections elsewhere that {@code which} says, and each of them that still comes. A refusal would end an
     * EventSource for good.
     */
    public void turnAway(Predicate<Session> which) {
        turnedAway = which;
        endSome(Integer.MAX_VALUE, which, Ending.SHUTDOWN);
    }

    /** Whoever comes may stay again. */
    public void letStay() {
        turnedAway = nobody -> false;
    }

    /** Gives up every connection that is left. */
    public void abortAll(Ending ending) {
        byId.values().forEach(session -> session.abort(ending));
    }

    /** To be called about once a second: what is due by time. */
    public void tick() {
        for (Session session : byId.values()) {
            try {
                session.tick();
            } catch (RuntimeException e) {
                log.error("{}: a tick failed", session, e);
            }
        }
    }
}
