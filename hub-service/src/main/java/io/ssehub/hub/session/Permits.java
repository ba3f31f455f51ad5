package io.ssehub.hub.session;

import io.ssehub.protocol.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when connections may last that came with a token: each is told before its token ends, and ends with it, unless
 * another token was brought in time. Thread-safe.
 */
public final class Permits {
    private static final Logger log = LoggerFactory.getLogger(Permits.class);

    private final Map<SessionId, Permit> bySession = new ConcurrentHashMap<>();
    private final Duration notice;
    private final Clock clock;

    /** What one connection was granted. */
    private static final class Permit {
        private final Session session;

        // Guarded by this.
        private Instant until;
        private boolean told;

        Permit(Session session, Instant until) {
            this.session = session;
            this.until = until;
        }
    }

    /** Permits whose connections are told so long before their end. */
    public Permits(Duration notice, Clock clock) {
        this.notice = notice;
        this.clock = clock;
    }

    /** A connection may last until then. */
    public void grant(Session session, Instant until) {
        bySession.put(session.id(), new Permit(session, until));
    }

    /**
     * A connection of this node may last until then, if it is that client's and all it reads is granted; else nothing
     * changes.
     */
    public void renew(SessionId connection, String clientId, Instant until, Predicate<Channel> granted) {
        Permit permit = bySession.get(connection);
        if (permit == null || !permit.session.clientId().equals(clientId)) {
            return;
        }
        if (!permit.session.channels().stream().allMatch(granted)) {
            log.info("{} is not renewed: it reads what the new token does not grant", permit.session);
            return;
        }
        synchronized (permit) {
            permit.until = until;
            permit.told = false;
        }
        permit.session.tell(Notice.systemMessage("token_renewed", "The connection goes on with the new token."));
    }

    /** To be called about once a second: tells and ends what is due. */
    public void tick() {
        Instant now = clock.instant();
        bySession.values().removeIf(permit -> permit.session.isClosed());
        bySession.values().forEach(permit -> look(permit, now));
    }

    private void look(Permit permit, Instant now) {
        Duration left;
        boolean tell;
        synchronized (permit) {
            left = Duration.between(now, permit.until);
            tell = !permit.told && left.compareTo(notice) <= 0;
            permit.told |= tell;
        }
        if (!left.isPositive()) {
            permit.session.end(Ending.TOKEN_EXPIRED);
        } else if (tell) {
            permit.session.tell(expiring(permit.session.id(), left, now));
        }
    }

    private static Notice expiring(SessionId connection, Duration left, Instant now) {
        return new Notice(
                "tokenExpiring",
                "{\"connection\":\"" + connection + "\",\"expiresAt\":\"" + now.plus(left) + "\",\"expiresInMillis\":"
                        + left.toMillis() + "}");
    }
}
