package io.ssehub.hub.http;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.springframework.http.MediaType;

/** Tells requests about whose head there is nothing that any filter or Spring would look at twice. */
final class PlainRequest {
    /** Known to mean nothing more than they say; with any other header a request is not plain, nor with one of these twice. */
    private static final Set<HttpHeader> KNOWN = Collections.unmodifiableSet(EnumSet.of(
            HttpHeader.HOST,
            HttpHeader.USER_AGENT,
            HttpHeader.ACCEPT,
            HttpHeader.ACCEPT_ENCODING,
            HttpHeader.ACCEPT_LANGUAGE,
            HttpHeader.AUTHORIZATION,
            HttpHeader.CONNECTION,
            HttpHeader.CONTENT_TYPE,
            HttpHeader.CONTENT_LENGTH,
            HttpHeader.X_FORWARDED_FOR,
            HttpHeader.X_FORWARDED_HOST,
            HttpHeader.X_FORWARDED_PROTO));

    private static final Set<String> JSON = Set.of(
            MediaType.APPLICATION_JSON_VALUE,
            MediaType.APPLICATION_JSON_VALUE + ";charset=utf-8",
            MediaType.APPLICATION_JSON_VALUE + "; charset=utf-8");

    private static final Set<String> ACCEPTED = Set.of(MediaType.ALL_VALUE, MediaType.APPLICATION_JSON_VALUE);

    private PlainRequest() {}

    static boolean isFor(DirectCall call, Request request) {
        return HttpMethod.POST.is(request.getMethod())
                && call.path().equals(request.getHttpURI().getPathQuery())
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && request.getLength() > 0
                && request.getLength() <= call.maxBytes()
                && hasPlainHeaders(request);
    }

    private static boolean hasPlainHeaders(Request request) {
        Set<HttpHeader> seen = EnumSet.noneOf(HttpHeader.class);
        for (HttpField field : request.getHeaders()) {
            HttpHeader name = field.getHeader();
            String value = field.getValue();
            if (name == null || value == null || !KNOWN.contains(name) || !seen.add(name) || !isPlain(name, value)) {
                return false;
            }
        }
        return seen.contains(HttpHeader.CONTENT_TYPE);
    }

    private static boolean isPlain(HttpHeader name, String value) {
        return switch (name) {
            case CONTENT_TYPE -> JSON.contains(value.toLowerCase(Locale.ROOT));
            case ACCEPT -> ACCEPTED.contains(value);
            case CONNECTION -> value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close");
            default -> true;
        };
    }
}
