package io.ssehub.hub.http;

import io.ssehub.hub.limit.Limit;
import io.ssehub.hub.limit.LimitMeters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What Jetty refuses before any of our code sees it looks like every other problem, and repeats nothing of the request. */
final class JettyProblems extends ErrorHandler {
    private static final Map<String, Limit> LIMITS =
            Stream.of(Limit.HEAD, Limit.URL).collect(Collectors.toMap(Limit::code, Function.identity()));

    private final LimitMeters limits;

    JettyProblems(LimitMeters limits) {
        this.limits = limits;
    }

    /** Whatever was tried; by itself Jetty tells only those who GET, POST or HEAD. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        HttpStatus known = HttpStatus.resolve(code);
        HttpStatus status = known == null ? HttpStatus.BAD_REQUEST : known;
        String name = Problems.code(status);
        Limit exceeded = LIMITS.get(name);
        if (exceeded != null) {
            limits.exceeded(exceeded);
        }
        String body = "{\"type\":\"urn:ssehub:problem:" + name + "\",\"title\":\"" + status.getReasonPhrase()
                + "\",\"status\":" + code + ",\"detail\":\"" + status.getReasonPhrase() + "\",\"code\":\"" + name
                + "\"}";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)), callback);
    }
}
