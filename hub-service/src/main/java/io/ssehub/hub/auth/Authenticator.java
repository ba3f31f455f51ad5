package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.protocol.access.Tickets;
import io.ssehub.protocol.redis.RedisAwayException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** Makes a caller of what a request carries. */
final class Authenticator implements AuthenticationManager {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final JwtAuthenticationProvider tokens;
    private final Tickets tickets;
    private final RecentTokens recent;

    Authenticator(JwtDecoder decoder, Claims claims, Tickets tickets, RecentTokens recent) {
        this.tokens = new JwtAuthenticationProvider(decoder);
        this.tokens.setJwtAuthenticationConverter(claims);
        this.tickets = tickets;
        this.recent = recent;
    }

    @Override
    public Authentication authenticate(Authentication carried) {
        if (carried instanceof TicketToken ticket) {
            return new CallerToken(redeem(ticket.ticket()));
        }
        try {
            Authentication caller = tokens.authenticate(carried);
            if (caller instanceof CallerToken known) {
                if (carried instanceof BearerTokenAuthenticationToken shown) {
                    recent.add(shown.getToken(), known.caller());
                }
                return caller;
            }
            throw new InvalidBearerTokenException("no token");
        } catch (JwtDecoderInitializationException unreachable) {
            throw new AuthenticationServiceException("the issuer's keys cannot be found", unreachable);
        }
    }

    private Optional<String> read(String ticket) {
        try {
            return Await.result(tickets.redeem(ticket));
        } catch (RedisAwayException away) {
            throw new Refused(ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE, "redis_unavailable", "Redis cannot be reached.", RETRY));
        }
    }

    private Caller redeem(String ticket) {
        return read(ticket)
                .flatMap(Caller::read)
                .orElseThrow(() -> new Refused(ApiException.of(
                        HttpStatus.UNAUTHORIZED,
                        "invalid_ticket",
                        "there is no such ticket, or not any more: it works once, and not for long",
                        "ticket")));
    }
}
