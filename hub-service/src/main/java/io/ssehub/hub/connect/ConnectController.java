package io.ssehub.hub.connect;

import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.SessionId;
import io.ssehub.hub.session.SessionLimits;
import io.ssehub.hub.session.SessionMeters;
import io.ssehub.hub.session.Sessions;
import io.ssehub.hub.session.Welcome;
import io.ssehub.hub.sink.BeginAfterInitialisation;
import io.ssehub.hub.sink.EmitterSink;
import io.ssehub.protocol.redis.RedisLink;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /api/sse/connect/{clientId}}: the event stream. */
@RestController
final class ConnectController {
    private static final long NO_TIMEOUT = 0;
    private static final Duration REDIS_RETRY = Duration.ofSeconds(1);

    private final List<Admission> admissions;
    private final Sessions sessions;
    private final Feeds feeds;
    private final RedisLink link;
    private final Welcome welcome;
    private final SessionLimits limits;
    private final SessionMeters meters;
    private final Executor virtualThreads;
    private final Clock clock;

    ConnectController(
            List<Admission> admissions,
            Sessions sessions,
            Feeds feeds,
            RedisLink link,
            NodeName node,
            ConnectProperties properties,
            SessionLimits limits,
            SessionMeters meters,
            Executor virtualThreads,
            Clock clock) {
        this.admissions = admissions;
        this.sessions = sessions;
        this.feeds = feeds;
        this.link = link;
        this.welcome = new Welcome(node.value(), properties.retry());
        this.limits = limits;
        this.meters = meters;
        this.virtualThreads = virtualThreads;
        this.clock = clock;
    }

    @GetMapping("/api/sse/connect/{clientId}")
    ResponseEntity<?> connect(
            @PathVariable String clientId,
            @RequestParam(defaultValue = "") String topics,
            @RequestParam(defaultValue = "true") boolean client,
            @RequestParam(defaultValue = "true") boolean broadcast,
            @RequestParam(defaultValue = "false") boolean envelope,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
            @RequestParam(required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String from,
            HttpServletRequest http) {
        ConnectRequest request = ConnectRequest.read(new ConnectRequest.Raw(
                clientId, topics, client, broadcast, envelope, lastEventIdHeader, lastEventId, from));
        if (request.ended()) {
            return ResponseEntity.noContent().build();
        }
        if (http.getMethod().equals(HttpMethod.HEAD.name())) {
            return EventStreams.ok().build();
        }
        for (Admission admission : admissions) {
            Optional<ApiException> refusal = admission.refuse(request);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
        if (!link.isUp() && !request.hasCursor()) {
            // Where a new connection starts, only Redis knows; one that comes back waits for it instead.
            throw ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE, "redis_unavailable", "Redis cannot be reached.", REDIS_RETRY);
        }
        return EventStreams.ok().body(open(request, http));
    }

    private SseEmitter open(ConnectRequest request, HttpServletRequest http) {
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Session session = new Session(
                SessionId.random(),
                request.clientId(),
                request.channels(),
                request.envelope(),
                welcome,
                new EmitterSink(emitter, virtualThreads),
                feeds,
                limits,
                meters,
                clock,
                sessions);
        // Called under Spring's locks: leave them first.
        Runnable gone = () -> virtualThreads.execute(() -> session.abort(Ending.CLIENT_GONE));
        emitter.onError(failure -> gone.run());
        emitter.onTimeout(gone);
        emitter.onCompletion(gone);
        BeginAfterInitialisation.schedule(http, () -> sessions.begin(session));
        return emitter;
    }
}
