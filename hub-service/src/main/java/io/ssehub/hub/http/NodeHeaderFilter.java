package io.ssehub.hub.http;

import io.ssehub.hub.node.NodeName;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says in every response which node it came from. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NodeHeaderFilter extends OncePerRequestFilter implements FixedHeaders {
    static final String HEADER = "Hub-Node";

    private final List<Map.Entry<String, String>> headers;

    NodeHeaderFilter(NodeName node) {
        this.headers = List.of(Map.entry(HEADER, node.value()));
    }

    @Override
    public List<Map.Entry<String, String>> headers(boolean secure) {
        return headers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        headers.forEach(header -> response.setHeader(header.getKey(), header.getValue()));
        chain.doFilter(request, response);
    }
}
