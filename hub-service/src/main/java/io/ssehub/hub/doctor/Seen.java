package io.ssehub.hub.doctor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What this node sees of the way a request has come. Of headers it tells which of a known few there are, and of their
 * values only what is one of a known few, so that nothing a client or a proxy wrote comes back.
 */
record Seen(String protocol, String scheme, List<String> via, List<String> headers) {
    private static final Set<String> PROTOCOLS = Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    /** What proxies add. */
    private static final List<String> MARKS = List.of(
            "Via",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Server",
            "X-Real-IP",
            "X-Envoy-Expected-Rq-Timeout-Ms",
            "X-Envoy-External-Address",
            "X-Amzn-Trace-Id",
            "X-Cloud-Trace-Context",
            "CF-Ray");

    private static final Pattern HOP = Pattern.compile("(?:^|,)\\s*(?:HTTP/)?([0-9](?:\\.[0-9])?)\\s+[^,]+");
    private static final int MAX_HOPS = 8;
    private static final String OTHER = "other";

    static Seen of(HttpServletRequest request) {
        String proto = request.getHeader("X-Forwarded-Proto");
        return new Seen(
                known(PROTOCOLS, request.getProtocol()),
                known(SCHEMES, proto == null ? request.getScheme() : proto),
                Collections.list(request.getHeaders("Via")).stream()
                        .flatMap(line -> HOP.matcher(line).results())
                        .limit(MAX_HOPS)
                        .map(hop -> hop.group(1))
                        .toList(),
                MARKS.stream().filter(mark -> request.getHeader(mark) != null).toList());
    }

    private static String known(Set<String> few, String value) {
        return few.contains(value) ? value : OTHER;
    }

    String json() {
        return "{\"protocol\":\"" + protocol + "\",\"scheme\":\"" + scheme + "\",\"via\":" + json(via) + ",\"headers\":"
                + json(headers) + "}";
    }

    private static String json(List<String> plain) {
        return plain.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
