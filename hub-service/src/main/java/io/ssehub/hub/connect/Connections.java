package io.ssehub.hub.connect;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Permits;
import io.ssehub.hub.session.Reading;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.SessionContext;
import io.ssehub.hub.session.Sessions;
import io.ssehub.hub.sink.EventStream;
import io.ssehub.hub.sink.EventStreams;
import io.ssehub.protocol.channel.Names;
import io.ssehub.protocol.redis.RedisLink;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Lets connections in, whichever call they come by, and opens their sessions. */
@Component
public final class Connections {
    private static final Duration REDIS_RETRY = Duration.ofSeconds(1);

    private final List<Admission> admissions;
    private final Sessions sessions;
    private final SessionContext context;
    private final EventStreams streams;
    private final RedisLink link;
    private final ConnectMeters meters;
    private final Callers callers;
    private final Permits permits;
    private final StreamGate gate;

    Connections(
            List<Admission> admissions,
            Sessions sessions,
            SessionContext context,
            EventStreams streams,
            RedisLink link,
            ConnectMeters meters,
            Callers callers,
            Permits permits,
            StreamGate gate) {
        this.admissions = admissions;
        this.sessions = sessions;
        this.context = context;
        this.streams = streams;
        this.link = link;
        this.meters = meters;
        this.callers = callers;
        this.permits = permits;
        this.gate = gate;
    }

    /**
     * Answers a request for a stream.
     *
     * @param reading what it reads; asked once the connection is let in
     */
    public ResponseEntity<?> open(ConnectRequest request, Supplier<Reading> reading, HttpServletRequest http) {
        return open(request, reading, http, session -> {});
    }

    /**
     * Answers a request for a stream.
     *
     * @param reading what it reads; asked once the connection is let in
     * @param begun told of the session once it has begun
     */
    public ResponseEntity<?> open(
            ConnectRequest request, Supplier<Reading> reading, HttpServletRequest http, Consumer<Session> begun) {
        if (request.ended()) {
            return ResponseEntity.noContent().build();
        }
        if (EventStreams.isHeadOnly(http)) {
            return streams.headOnly();
        }
        for (Admission admission : admissions) {
            Optional<ApiException> refusal = admission.refuse(request);
            if (refusal.isPresent()) {
                throw counted(refusal.get());
            }
        }
        if (!link.isUp() && !request.hasCursor()) {
            // Where a new connection starts, only Redis knows; one that comes back waits for it instead.
            throw counted(ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE, "redis_unavailable", "Redis cannot be reached.", REDIS_RETRY));
        }
        String clientId = request.reading().clientId();
        Optional<ApiException> tooMany = Names.isValid(clientId) ? gate.enter(http, clientId) : gate.enter(http);
        if (tooMany.isPresent()) {
            throw counted(tooMany.get());
        }
        Reading read = reading.get();
        EventStream stream = streams.open(http);
        Session session = new Session(context, read, stream.sink(), sessions);
        callers.current().until().ifPresent(until -> permits.grant(session, until));
        Runnable begin = () -> {
            sessions.begin(session);
            begun.accept(session);
        };
        return stream.answer(begin, () -> session.abort(Ending.CLIENT_GONE));
    }

    private ApiException counted(ApiException refusal) {
        meters.refused(refusal.code());
        return refusal;
    }
}
