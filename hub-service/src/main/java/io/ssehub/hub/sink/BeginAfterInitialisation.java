package io.ssehub.hub.sink;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Begins a session when its emitter is ready. What is sent earlier would be collected without a bound and written on the
 * request's thread.
 */
public final class BeginAfterInitialisation implements AsyncHandlerInterceptor {
    private static final String ATTRIBUTE = BeginAfterInitialisation.class.getName();

    /** Has {@code begin} called when the response can be written to. */
    public static void schedule(HttpServletRequest request, Runnable begin) {
        request.setAttribute(ATTRIBUTE, begin);
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable begin) {
            request.removeAttribute(ATTRIBUTE);
            begin.run();
        }
    }
}
