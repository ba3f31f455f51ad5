package io.ssehub.hub.auth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds what a request carries: a token in its {@code Authorization}, a ticket in its query, a token in its cookie. Only the
 * first of them is looked at, so that a wrong one is told to be wrong and nothing less takes its place.
 */
final class Carriers implements AuthenticationConverter {
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]+)");
    private static final Pattern TICKET = Pattern.compile("(?:^|&)ticket=([^&]*)");

    private final String cookie;

    Carriers(String cookie) {
        this.cookie = cookie;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (Rules.isForEverybody(request)) {
            return null;
        }
        if (hasAuthorization(request)) {
            return new BearerTokenAuthenticationToken(authorization(request));
        }
        Optional<String> ticket = Rules.takesTickets(request) ? ticket(request) : Optional.empty();
        if (ticket.isPresent()) {
            return new TicketToken(ticket.get());
        }
        return cookie(request).map(BearerTokenAuthenticationToken::new).orElse(null);
    }

    static boolean hasAuthorization(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    private static String authorization(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return (headers.size() > 1 ? Optional.<String>empty() : token(headers.getFirst()))
                .orElseThrow(() -> new InvalidBearerTokenException("Authorization must be Bearer with one token"));
    }

    /** The token in a header {@code Authorization}; empty if it is not written so. */
    static Optional<String> token(String authorization) {
        var bearer = BEARER.matcher(authorization.strip());
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    /** The token that the cookie carries. */
    Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie each : cookies == null ? new Cookie[0] : cookies) {
            if (each.getName().equals(cookie) && !each.getValue().isEmpty()) {
                return Optional.of(each.getValue());
            }
        }
        return Optional.empty();
    }

    /** Read without the container's help, which would throw at a query it cannot read before anybody can say so. */
    private static Optional<String> ticket(HttpServletRequest request) {
        String query = request.getQueryString();
        var found = TICKET.matcher(query == null ? "" : query);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
