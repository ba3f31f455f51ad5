package io.ssehub.hub.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** The end of a request with its answer, a stream included, however it comes about. */
public final class Completion {
    private Completion() {}

    /** Has {@code done} called once, when the request is over. */
    public static void of(HttpServletRequest request, Runnable done) {
        Request.addCompletionListener(ServletContextRequest.getServletContextRequest(request), failure -> done.run());
    }
}
