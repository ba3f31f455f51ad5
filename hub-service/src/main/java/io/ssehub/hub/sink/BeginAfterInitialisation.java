package io.ssehub.hub.sink;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.View;

/**
 * Begins a session when its emitter is ready. What is sent earlier would be collected without a bound and written on the
 * request's thread.
 */
public final class BeginAfterInitialisation implements AsyncHandlerInterceptor {
    private static final String ATTRIBUTE = BeginAfterInitialisation.class.getName();

    private static final List<String> DISPATCH = List.of(
            DispatcherServlet.class.getName() + '.', HandlerMapping.class.getName() + '.', View.class.getName() + '.');

    /** What is to be done when the response can be written to. */
    @FunctionalInterface
    interface Begin {
        void on(HttpServletResponse response);
    }

    /** Has {@code begin} called when the response can be written to; nothing of it is written yet. */
    static void schedule(HttpServletRequest request, Begin begin) {
        request.setAttribute(ATTRIBUTE, begin);
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(ATTRIBUTE) instanceof Begin begin) {
            request.removeAttribute(ATTRIBUTE);
            forgetDispatch(request);
            begin.on(response);
        }
    }

    /** What the dispatch has noted for itself is noted anew when the stream ends; until then it would only be kept. */
    private static void forgetDispatch(HttpServletRequest request) {
        for (String name : Collections.list(request.getAttributeNames())) {
            if (DISPATCH.stream().anyMatch(name::startsWith)) {
                request.removeAttribute(name);
            }
        }
    }
}
