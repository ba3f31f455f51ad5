package io.ssehub.hub.http;

import io.ssehub.hub.node.NodeName;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says in every response which node it came from. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NodeHeaderFilter extends OncePerRequestFilter {
    static final String HEADER = "Hub-Node";

    private final NodeName node;

    NodeHeaderFilter(NodeName node) {
        this.node = node;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HEADER, node.value());
        chain.doFilter(request, response);
    }
}
