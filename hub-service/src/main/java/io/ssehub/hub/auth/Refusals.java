package io.ssehub.hub.auth;

import io.ssehub.hub.http.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Says no before any controller is asked, in the same words as these. */
final class Refusals implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {
    /** Why an identified caller may not. */
    record Denied(ApiException why) implements AuthorizationResult {
        @Override
        public boolean isGranted() {
            return false;
        }
    }

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final HandlerExceptionResolver problems;
    private final AuthMeters meters;

    Refusals(HandlerExceptionResolver problems, AuthMeters meters) {
        this.problems = problems;
        this.meters = meters;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        say(request, response, unauthenticated(failure));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        say(request, response, unauthenticated(failure));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure) {
        boolean known = failure instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof Denied;
        ApiException why = known
                ? ((Denied) ((AuthorizationDeniedException) failure).getAuthorizationResult()).why()
                : ApiException.of(HttpStatus.FORBIDDEN, "forbidden", "this is not for you");
        say(request, response, why);
    }

    void say(HttpServletRequest request, HttpServletResponse response, ApiException why) {
        meters.denied(why.code());
        if (why.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    why.code().equals("missing_token") ? "Bearer" : "Bearer error=\"invalid_token\"");
        }
        problems.resolveException(request, response, null, why);
    }

    private static ApiException unauthenticated(AuthenticationException failure) {
        if (failure instanceof Refused refused) {
            return refused.why();
        }
        if (failure instanceof AuthenticationServiceException) {
            return ApiException.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "auth_unavailable",
                    "tokens cannot be checked at the moment; the keys are not known",
                    RETRY);
        }
        if (failure.getCause() instanceof JwtValidationException invalid
                && !invalid.getErrors().isEmpty()) {
            var first = invalid.getErrors().iterator().next();
            return unauthorized(first.getErrorCode(), String.valueOf(first.getDescription()));
        }
        if (failure instanceof InvalidBearerTokenException) {
            return unauthorized(
                    Claims.INVALID,
                    "the token cannot be read, or is not signed with the key and the algorithm of this hub");
        }
        return unauthorized(
                "missing_token",
                "show a token: in Authorization as Bearer, in the cookie, or for a stream by a ticket; see docs/security.md");
    }

    private static ApiException unauthorized(String code, String detail) {
        return ApiException.of(HttpStatus.UNAUTHORIZED, code, detail);
    }
}
