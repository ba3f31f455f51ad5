package io.ssehub.hub.page;

import io.ssehub.hub.http.FixedHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers what no answer of this node needs, so that nobody can make them do it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityHeadersFilter extends OncePerRequestFilter implements FixedHeaders {
    private static final String HSTS = "max-age=31536000";

    private final List<Map.Entry<String, String>> plain;
    private final List<Map.Entry<String, String>> secure;

    SecurityHeadersFilter(PageProperties page) {
        String peers = Stream.concat(Stream.of("'self'"), page.peers().values().stream())
                .collect(Collectors.joining(" "));
        String contentSecurityPolicy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " + peers
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        plain = List.of(
                Map.entry("Content-Security-Policy", contentSecurityPolicy),
                Map.entry("X-Content-Type-Options", "nosniff"),
                Map.entry("X-Frame-Options", "DENY"),
                Map.entry("Referrer-Policy", "no-referrer"),
                Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
                Map.entry("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));
        secure = Stream.concat(plain.stream(), Stream.of(Map.entry("Strict-Transport-Security", HSTS)))
                .toList();
    }

    @Override
    public List<Map.Entry<String, String>> headers(boolean overTls) {
        return overTls ? secure : plain;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        headers(request.isSecure()).forEach(header -> response.setHeader(header.getKey(), header.getValue()));
        chain.doFilter(request, response);
    }
}
