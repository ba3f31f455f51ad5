package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Callers;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.HttpProperties;
import io.ssehub.protocol.access.SharedSecrets;
import io.ssehub.protocol.access.Tickets;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Everybody shows a token: Spring Security's resource server, put together by hand from the filters that are needed. None of
 * them keeps anything of a request, which for a stream would stay for hours: no session, no saved context, no wrapped response.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "hub.auth.mode", havingValue = "jwt", matchIfMissing = true)
class JwtConfiguration {
    private static final Logger log = LoggerFactory.getLogger(JwtConfiguration.class);

    /** Behind what names the node and answers preflights, before everything that does something. */
    private static final int ORDER = -100;

    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

    @Bean
    RecentTokens recentTokens(Clock clock) {
        return new RecentTokens(clock);
    }

    @Bean
    Callers callers(RecentTokens recent) {
        return new JwtCallers(recent);
    }

    @Bean
    Claims claims(AuthProperties properties, Clock clock) {
        return new Claims(properties.audience(), properties.issuer(), properties.clockSkew(), clock);
    }

    @Bean
    Secrets secrets(AuthProperties properties, RedisLink link, RedisKeys keys) {
        if (properties.hasPublicKeys()) {
            return List::of;
        }
        if (properties.secret().isEmpty()) {
            log.info("no hub.auth.secret is given: the nodes agree on one in Redis");
            return new AgreedSecrets(new SharedSecrets(link, keys), link);
        }
        List<Secret> given = Stream.concat(Stream.of(properties.secret()), properties.acceptedSecrets().stream())
                .toList();
        return () -> given;
    }

    @Bean
    JwtDecoder jwtDecoder(AuthProperties properties, Claims claims, Secrets secrets) {
        Decoders decoders = new Decoders(claims);
        if (!properties.jwkSetUri().isEmpty()) {
            return decoders.ofKeysAt(properties.jwkSetUri());
        }
        return properties.issuer().isEmpty() ? decoders.of(secrets) : decoders.ofIssuer(properties.issuer());
    }

    @Bean
    Authenticator authenticator(JwtDecoder decoder, Claims claims, Tickets tickets, RecentTokens recent) {
        return new Authenticator(decoder, claims, tickets, recent);
    }

    @Bean
    Refusals refusals(
            @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, AuthMeters meters) {
        return new Refusals(problems, meters);
    }

    @Bean
    FilterRegistrationBean<FilterChainProxy> resourceServer(
            Carriers carriers, Authenticator authenticator, Refusals refusals, HttpProperties http) {
        BearerTokenAuthenticationFilter authentication = new BearerTokenAuthenticationFilter(authenticator, carriers);
        authentication.setAuthenticationEntryPoint(refusals);
        authentication.setAuthenticationFailureHandler(refusals);
        authentication.setSecurityContextRepository(new NullSecurityContextRepository());
        ExceptionTranslationFilter translation = new ExceptionTranslationFilter(refusals, new NullRequestCache());
        translation.setAccessDeniedHandler(refusals);
        FilterChainProxy chain = new FilterChainProxy(new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                new ArrayList<>(List.of(
                        new SameOrigin(http, carriers, refusals),
                        authentication,
                        translation,
                        new AuthorizationFilter(authorization())))));
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        // Which methods there are, the calls themselves say.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        chain.setFirewall(firewall);
        chain.setRequestRejectedHandler((request, response, why) -> refusals.say(
                request,
                response,
                ApiException.of(HttpStatus.BAD_REQUEST, "bad_request", "the request cannot be read in one way only")));
        FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(chain);
        registration.setOrder(ORDER);
        // What a stream does after its controller has returned, and the words of an error, were let in before.
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    private static AuthorizationManager<HttpServletRequest> authorization() {
        return (caller, request) -> {
            if (Rules.isForEverybody(request)) {
                return GRANTED;
            }
            return caller.get() instanceof CallerToken known
                    ? Rules.refusal(request, known.caller())
                            .<AuthorizationResult>map(Refusals.Denied::new)
                            .orElse(GRANTED)
                    : new AuthorizationDecision(false);
        };
    }
}
