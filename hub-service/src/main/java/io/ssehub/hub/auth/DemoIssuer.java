package io.ssehub.hub.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.ssehub.hub.http.ApiException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Gives whoever asks an identity of their own, which may nothing but chat. */
final class DemoIssuer {
    /** A token, whom it makes its bearer, and until when. */
    record Issued(String token, String clientId, Instant until) {}

    /** Whose tokens are renewed; anybody else's are theirs to renew. */
    private static final String ISSUER = "ssehub-demo";

    private static final int BYTES = 12;

    private final Secrets secrets;
    private final JwtDecoder decoder;
    private final String audience;
    private final Duration life;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DemoIssuer(Secrets secrets, JwtDecoder decoder, AuthProperties properties, Clock clock) {
        this.secrets = secrets;
        this.decoder = decoder;
        this.audience = properties.audience();
        this.life = properties.demoLife();
        this.clock = clock;
    }

    /** Another identity than any before. */
    Issued fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return issue("web-" + HexFormat.of().formatHex(bytes));
    }

    /** The identity of a token that holds, if it was issued here. */
    Optional<Issued> again(Jwt token) {
        return ISSUER.equals(token.getClaimAsString("iss"))
                ? Optional.of(issue(Claims.subject(token)))
                : Optional.empty();
    }

    /** What a token says, if it holds. */
    Optional<Jwt> read(String token) {
        try {
            return Optional.of(decoder.decode(token));
        } catch (JwtException doesNotHold) {
            return Optional.empty();
        }
    }

    private Issued issue(String clientId) {
        List<Secret> known = secrets.known();
        if (known.isEmpty()) {
            throw ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "auth_unavailable",
                    "tokens cannot be signed at the moment; the secret is not known",
                    Duration.ofSeconds(1));
        }
        Instant now = clock.instant();
        Instant until = now.plus(life);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(clientId)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(until))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(new MACSigner(known.getFirst().key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return new Issued(token.serialize(), clientId, until);
    }
}
