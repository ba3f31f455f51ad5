package io.ssehub.hub.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Takes for an operator who calls from the machine itself: straight, since whoever comes by way of a proxy there has the
 * proxy's address and may say any other; and not from a page of somebody else in a browser there, which can call too.
 */
final class LoopbackOnly implements OperatorCheck {
    /** What proxies add. */
    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    /** An address as the container writes it. */
    private static final Pattern LOOPBACK = Pattern.compile(
            "127(\\.\\d{1,3}){3}|0:0:0:0:0:0:0:1|::1" + "|(::ffff:|0:0:0:0:0:ffff:)127(\\.\\d{1,3}){3}");

    /** A name that cannot be made to mean another machine's page. */
    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    @Override
    public Optional<ApiException> refuse(HttpServletRequest request) {
        HttpServletRequest raw = asItCame(request);
        if (!isLoopback(raw.getRemoteAddr()) || !isLoopback(request.getRemoteAddr()) || isForwarded(raw)) {
            return Optional.of(refusal("this call is answered to the machine the node runs on, without a proxy"));
        }
        if (!isLocal(raw.getHeader(HttpHeaders.HOST)) || isOfAnotherPage(raw)) {
            return Optional.of(
                    refusal("this call is answered to pages of this node, opened by localhost or 127.0.0.1"));
        }
        return Optional.empty();
    }

    private static ApiException refusal(String detail) {
        return ApiException.of(HttpStatus.FORBIDDEN, "loopback_only", detail);
    }

    /** Without what forwarded headers were taken for. */
    private static HttpServletRequest asItCame(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest http ? http : request;
    }

    private static boolean isForwarded(HttpServletRequest request) {
        return FORWARDED.stream().anyMatch(header -> request.getHeader(header) != null);
    }

    static boolean isLoopback(@Nullable String address) {
        return address != null
                && LOOPBACK.matcher(address.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT))
                        .matches();
    }

    private static boolean isLocal(@Nullable String host) {
        return host == null || LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** A browser says where the page is from that calls, unless it only reads from its own. */
    private static boolean isOfAnotherPage(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            String site = request.getHeader("Sec-Fetch-Site");
            return site != null && !site.equals("same-origin") && !site.equals("none");
        }
        try {
            return !String.valueOf(URI.create(origin).getAuthority()).equals(request.getHeader(HttpHeaders.HOST));
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }
}
