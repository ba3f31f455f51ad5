package io.ssehub.hub.auth;

import io.ssehub.hub.http.Addresses;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.Await;
import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitProperties;
import io.ssehub.protocol.access.Rates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/sse/identity}: an identity for whoever asks, in the cookie; the same again for who has one. Only where
 * {@code hub.auth.demo-issuer} is on.
 */
@RestController
final class IdentityController {
    /** Who the browser is from now on, and until when. */
    record Identity(String clientId, Instant expiresAt) {}

    private final Optional<DemoIssuer> issuer;
    private final Carriers carriers;
    private final boolean open;
    private final String cookie;
    private final Clock clock;
    private final Rates rates;
    private final Addresses addresses;
    private final int perHour;

    IdentityController(
            AuthProperties properties,
            Carriers carriers,
            ObjectProvider<Secrets> secrets,
            ObjectProvider<JwtDecoder> decoder,
            Clock clock,
            Rates rates,
            Addresses addresses,
            LimitProperties limits) {
        this.open = properties.isOpen();
        this.issuer = properties.givesIdentities()
                ? Optional.of(new DemoIssuer(secrets.getObject(), decoder.getObject(), properties, clock))
                : Optional.empty();
        this.carriers = carriers;
        this.cookie = properties.cookie();
        this.clock = clock;
        this.rates = rates;
        this.addresses = addresses;
        this.perHour = limits.identitiesPerHour();
    }

    @PostMapping("/api/sse/identity")
    ResponseEntity<Identity> identify(HttpServletRequest request) {
        if (open) {
            throw OpenMode.nothingToShow();
        }
        DemoIssuer issues = issuer.orElseThrow(() -> ApiException.of(
                HttpStatus.NOT_FOUND, "no_identities", "identities are not given away here (hub.auth.demo-issuer)"));
        Optional<Jwt> present = carriers.cookie(request).flatMap(issues::read);
        Optional<DemoIssuer.Issued> renewed = present.flatMap(issues::again);
        if (present.isPresent() && renewed.isEmpty()) {
            // Somebody real, by a token of somebody else: nothing is taken away from them.
            Instant ends = present.get().getExpiresAt();
            return ResponseEntity.ok(
                    new Identity(Claims.subject(present.get()), ends == null ? clock.instant() : ends));
        }
        DemoIssuer.Issued issued = renewed.orElseGet(() -> fresh(issues, request));
        Duration left = Duration.between(clock.instant(), issued.until());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, TokenCookie.holding(cookie, issued.token(), left, request))
                .body(new Identity(issued.clientId(), issued.until()));
    }

    /** Each may ask questions of its own, so their number is limited too. */
    private DemoIssuer.Issued fresh(DemoIssuer issues, HttpServletRequest request) {
        Duration wait =
                Await.result(rates.take(Rates.IDENTITIES, addresses.of(request).key(), perHour, Duration.ofHours(1)));
        if (wait.isPositive()) {
            throw ApiException.tooMany(
                    Limit.IDENTITIES,
                    "this address was given " + perHour + " identities within an hour",
                    perHour,
                    wait);
        }
        return issues.fresh();
    }
}
