package io.ssehub.hub.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Writes the cookie that carries a token: no script can read it, no other site can send it. */
final class TokenCookie {
    private TokenCookie() {}

    static String holding(String name, String token, Duration life, HttpServletRequest request) {
        return cookie(name, token, request).maxAge(life).build().toString();
    }

    static String none(String name, HttpServletRequest request) {
        return cookie(name, "", request).maxAge(Duration.ZERO).build().toString();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String name, String value, HttpServletRequest request) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(isSecure(request));
    }

    /** Where TLS ends before the node, the browser still says where its page came from. */
    private static boolean isSecure(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return request.isSecure() || (origin != null && origin.startsWith("https://"));
    }
}
