package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sse/cookie}: puts the token of {@code Authorization} into the cookie, or takes it out. */
@RestController
@RequestMapping("/api/sse/cookie")
final class CookieController {
    /** What browsers keep of a cookie, its name and attributes included. */
    private static final int MOST_CHARACTERS = 3_800;

    private final Callers callers;
    private final Carriers carriers;
    private final String cookie;
    private final Clock clock;

    CookieController(Callers callers, Carriers carriers, AuthProperties properties, Clock clock) {
        this.callers = callers;
        this.carriers = carriers;
        this.cookie = properties.cookie();
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Void> put(HttpServletRequest request) {
        if (callers.isOpen()) {
            throw OpenMode.nothingToShow();
        }
        if (!Carriers.hasAuthorization(request)
                || !(carriers.convert(request) instanceof BearerTokenAuthenticationToken shown)) {
            throw ApiException.of(
                    HttpStatus.BAD_REQUEST, "missing_authorization", "the token must be in Authorization");
        }
        if (shown.getToken().length() > MOST_CHARACTERS) {
            throw ApiException.of(
                    HttpStatus.BAD_REQUEST,
                    "token_too_long",
                    "a cookie holds at most " + MOST_CHARACTERS + " characters of it");
        }
        Duration left =
                Duration.between(clock.instant(), callers.current().until().orElse(Instant.MAX));
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, TokenCookie.holding(cookie, shown.getToken(), left, request))
                .build();
    }

    @DeleteMapping
    ResponseEntity<Void> remove(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, TokenCookie.none(cookie, request))
                .build();
    }
}
