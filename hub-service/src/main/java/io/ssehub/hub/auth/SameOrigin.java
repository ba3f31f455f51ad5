package io.ssehub.hub.auth;

import io.ssehub.hub.http.ApiException;
import io.ssehub.hub.http.HttpProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site makes a browser do with the cookie it has of this one. A browser says itself where a
 * request comes from; one that carries the cookie and does not say is none we know.
 */
final class SameOrigin extends OncePerRequestFilter {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OF_THIS_ORIGIN = Set.of("same-origin", "none");
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final List<String> friends;
    private final Carriers carriers;
    private final Refusals refusals;

    SameOrigin(HttpProperties http, Carriers carriers, Refusals refusals) {
        this.friends = http.corsOrigins();
        this.carriers = carriers;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (HARMLESS.contains(request.getMethod()) || Carriers.hasAuthorization(request) || isOfThisOrigin(request)) {
            chain.doFilter(request, response);
        } else {
            refusals.say(
                    request,
                    response,
                    ApiException.of(
                            HttpStatus.FORBIDDEN,
                            "cross_site",
                            "with a cookie this must come from a page of this origin or of one in hub.http.cors-origins"));
        }
    }

    private boolean isOfThisOrigin(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && friends.contains(origin)) {
            return true;
        }
        String site = request.getHeader(FETCH_SITE);
        if (site != null) {
            return OF_THIS_ORIGIN.contains(site);
        }
        return origin == null
                ? carriers.cookie(request).isEmpty()
                : isAuthority(origin, request.getHeader(HttpHeaders.HOST));
    }

    /** Browsers leave {@code Sec-Fetch-Site} away on plain HTTP; what they then say is where the page came from. */
    private static boolean isAuthority(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }
}
