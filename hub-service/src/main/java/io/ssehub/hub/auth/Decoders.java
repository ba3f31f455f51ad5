package io.ssehub.hub.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/**
 * Makes what checks a token's signature. The kind of key decides the algorithms, never the token: a token that says
 * {@code HS256} is not checked with a public key, nor one that says {@code none} with nothing.
 */
final class Decoders {
    private static final Set<JWSAlgorithm> ASYMMETRIC = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** Waiting for keys holds up whoever shows a token meanwhile. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration READ = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 200_000;

    private final Claims claims;

    Decoders(Claims claims) {
        this.claims = claims;
    }

    /** For tokens signed with one of the secrets, as they are known at that moment. */
    JwtDecoder of(Secrets secrets) {
        return decoder((header, context) -> {
            List<Secret> known = secrets.known();
            if (known.isEmpty()) {
                throw new RemoteKeySourceException("the secret is not known yet", null);
            }
            return header.getAlgorithm().equals(JWSAlgorithm.HS256)
                    ? known.stream().map(Secret::key).toList()
                    : List.of();
        });
    }

    /**
     * For tokens signed with one of the keys at that address. They are kept for five minutes, and for an hour if the address
     * does not answer; a key that is not among them has them fetched again, at most twice in half a minute.
     */
    JwtDecoder ofKeysAt(String address) {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(url(address), retriever())
                .retrying(true)
                .outageTolerant(Duration.ofHours(1).toMillis())
                .build();
        return decoder(new JWSVerificationKeySelector<>(ASYMMETRIC, keys));
    }

    /** The same, at the address the issuer names; asked when the first token comes. */
    JwtDecoder ofIssuer(String issuer) {
        return new SupplierJwtDecoder(() -> ofKeysAt(addressOfKeys(issuer)));
    }

    /** OpenID Connect's discovery. */
    private static String addressOfKeys(String issuer) {
        String address = issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration";
        try {
            Map<String, Object> said = JSONObjectUtils.parse(
                    retriever().retrieveResource(url(address)).getContent());
            if (issuer.equals(said.get("issuer")) && said.get("jwks_uri") instanceof String keys) {
                return keys;
            }
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("the issuer does not say where its keys are", e);
        }
        throw new IllegalStateException("who answers for the issuer is another one, or has no keys");
    }

    private static DefaultResourceRetriever retriever() {
        return new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), MOST_BYTES);
    }

    private JwtDecoder decoder(JWSKeySelector<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(keys);
        // Spring Security hands what the token says to our own rules.
        processor.setJWTClaimsSetVerifier((ignored, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(claims);
        return decoder;
    }

    private static URL url(String address) {
        try {
            return URI.create(address).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of keys", e);
        }
    }
}
