package io.ssehub.hub.auth;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may come in.
 *
 * @param mode {@code jwt}: everybody shows a token; {@code open}: nobody is asked, for one's own machine
 * @param openToNetwork whether {@code open} may listen on more than loopback, where anybody may then be any client
 * @param secret what tokens are signed with (HS256), at least 32 bytes; none, and no other source of keys: the nodes agree
 *     on one in Redis
 * @param acceptedSecrets further ones whose tokens are accepted: the next one before a rotation, the former one after it
 * @param jwkSetUri where the public keys are that tokens are signed with, in place of a secret
 * @param issuer who must have issued a token ({@code iss}); without {@code jwkSetUri} its keys are found by OpenID
 *     Connect's discovery
 * @param audience whom a token must be for ({@code aud})
 * @param clockSkew how far apart the clocks of issuer and node may be
 * @param expiryNotice how long before its token ends a stream is told so
 * @param cookie name of the cookie that may carry a token
 * @param ticketLife how long a ticket for one connection can be used
 * @param demoIssuer whether anybody gets an identity of their own by asking, for demos
 * @param demoLife how long such an identity lasts
 */
@Validated
@ConfigurationProperties("hub.auth")
public record AuthProperties(
        @DefaultValue("jwt") AuthMode mode,
        @DefaultValue("false") boolean openToNetwork,
        @DefaultValue("") Secret secret,
        @DefaultValue List<Secret> acceptedSecrets,

        @DefaultValue("") @Pattern(regexp = "|https?://\\S+", message = AuthProperties.URL_RULE) String jwkSetUri,

        @DefaultValue("") @Pattern(regexp = "|https?://\\S+", message = AuthProperties.URL_RULE) String issuer,

        @DefaultValue("sse-hub") @NotBlank String audience,

        @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(minutes = 5)
        Duration clockSkew,

        @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 30)
        Duration expiryNotice,

        @DefaultValue("hub-token")
        @Pattern(regexp = "[A-Za-z0-9_-]{1,64}", message = "must be 1 to 64 characters out of A-Z a-z 0-9 _ -") String cookie,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration ticketLife,

        @DefaultValue("false") boolean demoIssuer,

        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 365)
        Duration demoLife) {
    static final String URL_RULE = "must be an http or https address";

    @AssertTrue(message = "hub.auth.secret must have at least 32 bytes (256 bits)")
    boolean isSecretLongEnough() {
        return secret.isEmpty() || secret.isLongEnough();
    }

    @AssertTrue(message = "each of hub.auth.accepted-secrets must have at least 32 bytes (256 bits)")
    boolean isAcceptedSecretsLongEnough() {
        return acceptedSecrets.stream().allMatch(Secret::isLongEnough);
    }

    @AssertTrue(message = "hub.auth.accepted-secrets needs hub.auth.secret beside it") boolean isAcceptedSecretsBesideSecret() {
        return acceptedSecrets.isEmpty() || !secret.isEmpty();
    }

    @AssertTrue(message = "hub.auth.secret cannot go with hub.auth.jwk-set-uri or hub.auth.issuer") boolean isSecretTheOnlyKey() {
        return secret.isEmpty() || !hasPublicKeys();
    }

    @AssertTrue(message = "hub.auth.demo-issuer signs with a secret, not with public keys") boolean isDemoIssuerAble() {
        return !demoIssuer || !hasPublicKeys();
    }

    /** Whether anybody gets an identity by asking. */
    public boolean givesIdentities() {
        return demoIssuer && !isOpen();
    }

    boolean isOpen() {
        return mode == AuthMode.OPEN;
    }

    /** Whether tokens are signed by somebody else, whose public keys are known. */
    boolean hasPublicKeys() {
        return !jwkSetUri.isEmpty() || !issuer.isEmpty();
    }
}
