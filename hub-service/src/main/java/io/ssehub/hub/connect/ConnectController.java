package io.ssehub.hub.connect;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.session.Ending;
import io.ssehub.hub.session.Session;
import io.ssehub.hub.session.SessionContext;
import io.ssehub.hub.session.Sessions;
import io.ssehub.hub.sink.EventStream;
import io.ssehub.hub.sink.EventStreams;
import io.ssehub.protocol.redis.RedisLink;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/sse/connect/{clientId}}: the event stream. */
@RestController
final class ConnectController {
    private static final Duration REDIS_RETRY = Duration.ofSeconds(1);

    private final List<Admission> admissions;
    private final Sessions sessions;
    private final SessionContext context;
    private final EventStreams streams;
    private final RedisLink link;

    ConnectController(
            List<Admission> admissions,
            Sessions sessions,
            SessionContext context,
            EventStreams streams,
            RedisLink link) {
        this.admissions = admissions;
        this.sessions = sessions;
        this.context = context;
        this.streams = streams;
        this.link = link;
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
        if (EventStreams.isHeadOnly(http)) {
            return streams.headOnly();
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
        EventStream stream = streams.open(http);
        Session session = new Session(
                context, request.clientId(), request.channels(), request.envelope(), stream.sink(), sessions);
        return stream.answer(() -> sessions.begin(session), () -> session.abort(Ending.CLIENT_GONE));
    }
}
