package io.ssehub.hub.http;

import io.ssehub.hub.limit.Limit;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** A refusal as the caller is to see it: an RFC 9457 problem with a code, and the field and limit it is about. */
public final class ApiException extends RuntimeException {
    private final HttpStatus status;
    private final String code;
    private final @Nullable String field;
    private final @Nullable Object limit;
    private final @Nullable Duration retryAfter;
    private final @Nullable String allow;
    private final @Nullable Limit exceeded;

    private ApiException(
            HttpStatus status,
            String code,
            String detail,
            @Nullable String field,
            @Nullable Object limit,
            @Nullable Duration retryAfter,
            @Nullable String allow,
            @Nullable Limit exceeded) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.limit = limit;
        this.retryAfter = retryAfter;
        this.allow = allow;
        this.exceeded = exceeded;
    }

    /** 400: a field breaks its rule. */
    public static ApiException invalid(String field, String rule) {
        return new ApiException(
                HttpStatus.BAD_REQUEST, "invalid_" + snake(field), field + " " + rule, field, null, null, null, null);
    }

    /** 400: a field breaks its rule, which has a number. */
    public static ApiException invalid(String field, String rule, Object limit) {
        return new ApiException(
                HttpStatus.BAD_REQUEST, "invalid_" + snake(field), field + " " + rule, field, limit, null, null, null);
    }

    /** Any other refusal. */
    public static ApiException of(HttpStatus status, String code, String detail) {
        return new ApiException(status, code, detail, null, null, null, null, null);
    }

    /** A refusal that names a field. */
    public static ApiException of(HttpStatus status, String code, String detail, String field) {
        return new ApiException(status, code, detail, field, null, null, null, null);
    }

    /** A refusal that passes. */
    public static ApiException later(HttpStatus status, String code, String detail, Duration retryAfter) {
        return new ApiException(status, code, detail, null, null, retryAfter, null, null);
    }

    /** 400: a field is more than is allowed. */
    public static ApiException exceeds(Limit limit, String field, String rule, Object most) {
        return new ApiException(
                HttpStatus.BAD_REQUEST, limit.code(), field + " " + rule, field, most, null, null, limit);
    }

    /**
     * 429: so many are allowed, and no more.
     *
     * @param most how many, shown as {@code limit}
     * @param wait how long to wait before another try
     */
    public static ApiException tooMany(Limit limit, String detail, int most, Duration wait) {
        return new ApiException(HttpStatus.TOO_MANY_REQUESTS, limit.code(), detail, null, most, wait, null, limit);
    }

    /** 405: this method is switched off here; {@code allowed} are those that are not. */
    public static ApiException notAllowed(String detail, HttpMethod... allowed) {
        return new ApiException(
                HttpStatus.METHOD_NOT_ALLOWED,
                "method_not_allowed",
                detail,
                null,
                null,
                null,
                Arrays.stream(allowed).map(HttpMethod::name).collect(Collectors.joining(", ")),
                null);
    }

    /** 413: the body is too large. */
    public static ApiException bodyTooLarge(long maxBytes) {
        return new ApiException(
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "the body must not exceed " + maxBytes + " bytes",
                "body",
                maxBytes,
                null,
                null,
                Limit.BODY);
    }

    private static String snake(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    public Optional<Object> limit() {
        return Optional.ofNullable(limit);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The value of the header {@code Allow}. */
    public Optional<String> allow() {
        return Optional.ofNullable(allow);
    }

    /** What it is more than, if it is for that. */
    public Optional<Limit> exceeded() {
        return Optional.ofNullable(exceeded);
    }
}
