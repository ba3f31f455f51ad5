package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.protocol.access.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/sse/tickets}: what opens one stream, for an EventSource, which can carry no header. */
@RestController
final class TicketsController {
    /** A ticket, and how long it can be used. */
    record Issued(String ticket, long expiresInMillis) {}

    private final Callers callers;
    private final Tickets tickets;
    private final Duration life;
    private final Clock clock;

    TicketsController(Callers callers, Tickets tickets, AuthProperties properties, Clock clock) {
        this.callers = callers;
        this.tickets = tickets;
        this.life = properties.ticketLife();
        this.clock = clock;
    }

    @PostMapping("/api/sse/tickets")
    @ResponseStatus(HttpStatus.CREATED)
    Issued issue() {
        Caller caller = callers.current();
        if (callers.isOpen()) {
            throw OpenMode.nothingToShow();
        }
        Duration left = Duration.between(clock.instant(), caller.until().orElse(Instant.MAX));
        Duration shorter = left.compareTo(life) < 0 ? left : life;
        if (!shorter.isPositive()) {
            throw ApiException.of(HttpStatus.UNAUTHORIZED, Claims.EXPIRED, "the token has expired");
        }
        return new Issued(Await.result(tickets.issue(caller.reader().written(), shorter)), shorter.toMillis());
    }
}
