package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.InternalPort;
import io.ssehub.hub.http.OperatorCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher.MatchResult;

/**
 * Which call needs what. The first rule that fits counts; what none fits is for administrators, so that a call nobody thought
 * of is not open. Topics and channels to publish to are checked where they are read.
 */
final class Rules {
    /** Who may call. */
    private enum Need {
        /** Everybody, and no token is looked at. */
        NOTHING,
        /** Whoever shows a token. */
        TOKEN,
        /** The client that the path names. */
        OWN,
        /** That client, or an administrator. */
        OWN_OR_ADMIN,
        /** An administrator. */
        ADMIN
    }

    private record Rule(PathPatternRequestMatcher calls, Need need) {}

    private static final String CLIENT = "clientId";

    private static final List<Rule> RULES = List.of(
            rule("/api/sse/connect/{clientId}", Need.OWN),
            rule("/api/sse/chat/{clientId}/**", Need.OWN),
            rule("/api/sse/messages/{clientId}/**", Need.OWN),
            rule("/api/sse/conversations/{clientId}/**", Need.OWN),
            rule("/api/sse/ack/{clientId}/**", Need.OWN),
            rule("/api/sse/disconnect/{clientId}", Need.OWN_OR_ADMIN),
            rule("/api/sse/history/client/{clientId}", Need.OWN),
            rule("/api/sse/history/topic/{topic}", Need.TOKEN),
            rule("/api/sse/history/broadcast", Need.TOKEN),
            rule("/api/sse/publish", Need.TOKEN),
            rule("/api/sse/tickets", Need.TOKEN),
            rule("/api/sse/token", Need.TOKEN),
            rule(HttpMethod.DELETE, "/api/sse/cookie", Need.NOTHING),
            rule("/api/sse/cookie", Need.TOKEN),
            rule("/api/sse/identity", Need.NOTHING),
            rule("/api/sse/doctor", Need.NOTHING),
            rule("/api/**", Need.ADMIN),
            rule("/sse/stream", Need.NOTHING),
            rule("/actuator/health/**", Need.NOTHING),
            rule("/actuator/**", Need.ADMIN),
            rule("/error", Need.ADMIN),
            // Files and what pages must know of the node.
            rule(HttpMethod.GET, "/**", Need.NOTHING),
            rule(HttpMethod.HEAD, "/**", Need.NOTHING));

    private static final List<PathPatternRequestMatcher> STREAMS =
            List.of(get("/api/sse/connect/{clientId}"), get("/api/sse/messages/{clientId}/{messageId}"));

    private Rules() {}

    private static Rule rule(String path, Need need) {
        return new Rule(PathPatternRequestMatcher.pathPattern(path), need);
    }

    private static Rule rule(HttpMethod method, String path, Need need) {
        return new Rule(PathPatternRequestMatcher.pathPattern(method, path), need);
    }

    private static PathPatternRequestMatcher get(String path) {
        return PathPatternRequestMatcher.pathPattern(HttpMethod.GET, path);
    }

    /** Whether nobody is asked who they are; also a browser that asks whether it may ask. */
    static boolean isForEverybody(HttpServletRequest request) {
        return InternalPort.received(request)
                || request.getMethod().equals(HttpMethod.OPTIONS.name())
                || found(request).need() == Need.NOTHING;
    }

    /** Whether a ticket is taken in place of a token: for streams only. */
    static boolean takesTickets(HttpServletRequest request) {
        return STREAMS.stream().anyMatch(stream -> stream.matches(request));
    }

    /** Why the caller may not; empty if it may. */
    static Optional<ApiException> refusal(HttpServletRequest request, Caller caller) {
        Found found = found(request);
        return switch (found.need()) {
            case NOTHING, TOKEN -> Optional.empty();
            case OWN -> caller.mayBe(found.client()) ? Optional.empty() : Optional.of(wrongClient());
            case OWN_OR_ADMIN ->
                caller.isAdmin() || caller.mayBe(found.client()) ? Optional.empty() : Optional.of(wrongClient());
            case ADMIN -> caller.isAdmin() ? Optional.empty() : Optional.of(OperatorCheck.notAdmin());
        };
    }

    private record Found(Need need, String client) {}

    private static Found found(HttpServletRequest request) {
        for (Rule rule : RULES) {
            MatchResult match = rule.calls().matcher(request);
            if (match.isMatch()) {
                Map<String, String> variables = match.getVariables();
                return new Found(rule.need(), variables.getOrDefault(CLIENT, ""));
            }
        }
        return new Found(Need.ADMIN, "");
    }

    private static ApiException wrongClient() {
        return ApiException.of(
                HttpStatus.FORBIDDEN, "wrong_client", "the token is of another client than the path names", CLIENT);
    }
}
