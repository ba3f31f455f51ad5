package io.ssehub.hub.http;

import io.ssehub.hub.limit.LimitMeters;
import io.ssehub.hub.sink.ConnectionGivenUpException;
import io.ssehub.protocol.channel.InvalidNameException;
import io.ssehub.protocol.redis.RedisAwayException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Turns every failure into a problem detail (RFC 9457) with a {@code code} for programs and, where there is one, the
 * {@code field} and the {@code limit} it is about. Nothing of the inside leaves the server.
 */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final Duration REDIS_RETRY = Duration.ofSeconds(1);

    private final LimitMeters limits;

    Problems(LimitMeters limits) {
        this.limits = limits;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onApi(ApiException e) {
        ProblemDetail problem = problem(e.status(), e.code(), e.getMessage());
        e.exceeded().ifPresent(limits::exceeded);
        e.field().ifPresent(field -> problem.setProperty("field", field));
        e.limit().ifPresent(limit -> problem.setProperty("limit", limit));
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        e.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, seconds(wait)));
        e.allow().ifPresent(methods -> response.header(HttpHeaders.ALLOW, methods));
        return response.body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onName(InvalidNameException e) {
        return onApi(BadRequests.name(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onRedisAway(RedisAwayException e) {
        log.debug("refused, since {}", e.getMessage());
        return onApi(ApiException.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "redis_unavailable",
                "Redis cannot be reached; whether this took effect is unknown. Repeat it with the same key or requestId.",
                REDIS_RETRY));
    }

    /** The connection is gone: there is nobody to tell. */
    @ExceptionHandler(ConnectionGivenUpException.class)
    void onConnectionGone() {}

    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> onAnythingElse(Exception e) {
        if (e instanceof HttpException refused
                && HttpStatusCode.valueOf(refused.getCode()).is4xxClientError()) {
            // Jetty reads the query when it is first asked for, and throws if it cannot.
            return onApi(ApiException.of(HttpStatus.BAD_REQUEST, "invalid_query", "the query cannot be read"));
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            // Nobody is there to be told, and it is nobody's fault here.
            log.debug("a client went away before its answer");
            return null;
        }
        log.error("a request failed", e);
        return onApi(ApiException.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "The request failed; the server has logged why."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimit.TooLargeException tooLarge) {
                return widen(onApi(ApiException.bodyTooLarge(tooLarge.maxBytes())));
            }
            if (cause instanceof ApiException api) {
                return widen(onApi(api));
            }
        }
        return widen(onApi(BadRequests.unreadable(e.getCause())));
    }

    private static ResponseEntity<Object> widen(ResponseEntity<ProblemDetail> problem) {
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .body(problem.getBody());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e instanceof MethodArgumentTypeMismatchException parameter ? parameter.getName() : "request";
        String rule = e.getRequiredType() == boolean.class ? "must be true or false" : "is of the wrong type";
        return widen(onApi(ApiException.invalid(field, rule)));
    }

    /** Spring's own refusals: wrong method, media type, missing parameters, unknown paths. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        String detail = body instanceof ProblemDetail problem && problem.getDetail() != null
                ? problem.getDetail()
                : known.getReasonPhrase();
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(known, code(known), detail));
    }

    /** The code of a status that says enough by itself. */
    static String code(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    static ProblemDetail problem(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(status, detail == null ? status.getReasonPhrase() : detail);
        problem.setType(URI.create("urn:ssehub:problem:" + code));
        problem.setProperty("code", code);
        return problem;
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
