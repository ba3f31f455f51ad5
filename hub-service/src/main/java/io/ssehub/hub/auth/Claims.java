package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Grants;
import io.ssehub.protocol.channel.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a token with a good signature must say, and the caller it makes. */
final class Claims implements OAuth2TokenValidator<Jwt>, Converter<Jwt, CallerToken> {
    static final String TOPICS = "hub.topics";
    static final String PUBLISH = "hub.publish";
    static final String ADMIN = "hub.admin";

    /** The error of a token that was good once. */
    static final String EXPIRED = "expired_token";

    /** The error of any other. */
    static final String INVALID = "invalid_token";

    private final String audience;
    private final String issuer;
    private final Duration skew;
    private final Clock clock;

    /** Rules for tokens; an empty {@code issuer} may be anyone. */
    Claims(String audience, String issuer, Duration skew, Clock clock) {
        this.audience = audience;
        this.issuer = issuer;
        this.skew = skew;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return complaint(token).map(OAuth2TokenValidatorResult::failure).orElseGet(OAuth2TokenValidatorResult::success);
    }

    private Optional<OAuth2Error> complaint(Jwt token) {
        Instant now = clock.instant();
        Instant ends = token.getExpiresAt();
        if (ends == null) {
            return invalid("the token must say when it ends (exp)");
        }
        if (!now.isBefore(ends.plus(skew))) {
            return Optional.of(new OAuth2Error(EXPIRED, "the token has expired", null));
        }
        Instant begins = token.getNotBefore();
        if (begins != null && begins.isAfter(now.plus(skew))) {
            return invalid("the token does not hold yet (nbf)");
        }
        if (token.getAudience() == null || !token.getAudience().contains(audience)) {
            return invalid("the token is for somebody else (aud)");
        }
        if (!issuer.isEmpty() && !issuer.equals(token.getClaimAsString("iss"))) {
            return invalid("the token is from somebody else (iss)");
        }
        if (token.getSubject() == null || !Names.isValid(token.getSubject())) {
            return invalid("the token must name a client (sub), " + Names.RULE);
        }
        if (grants(token, TOPICS).isEmpty() || grants(token, PUBLISH).isEmpty()) {
            return invalid(TOPICS + " and " + PUBLISH + " must be lists of at most " + Grants.MAX
                    + " names, each with a * at its end or none");
        }
        Object admin = token.getClaim(ADMIN);
        return admin == null || admin instanceof Boolean ? Optional.empty() : invalid(ADMIN + " must be true or false");
    }

    private static Optional<OAuth2Error> invalid(String why) {
        return Optional.of(new OAuth2Error(INVALID, why, null));
    }

    /** What a claim grants; empty if it cannot be read. */
    private static Optional<Grants> grants(Jwt token, String claim) {
        Object value = token.getClaim(claim);
        if (value == null) {
            return Optional.of(Grants.NONE);
        }
        if (!(value instanceof List<?> list)
                || list.size() > Grants.MAX
                || !list.stream().allMatch(each -> each instanceof String pattern && Grants.isValid(pattern))) {
            return Optional.empty();
        }
        return Optional.of(new Grants(list.stream().map(String.class::cast).toList()));
    }

    /** Whom a token that was found valid names. */
    static String subject(Jwt token) {
        return Objects.requireNonNull(token.getSubject());
    }

    /** The caller of a token that was found valid. */
    @Override
    public CallerToken convert(Jwt token) {
        Instant ends = token.getExpiresAt();
        return new CallerToken(Caller.of(
                subject(token),
                grants(token, TOPICS).orElse(Grants.NONE),
                grants(token, PUBLISH).orElse(Grants.NONE),
                Boolean.TRUE.equals(token.getClaim(ADMIN)),
                ends == null ? clock.instant() : ends.plus(skew)));
    }
}
