package io.ssehub.hub.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call that is answered without a servlet and without a thread of its own, if it is surely right. Whatever is unusual about
 * it goes the ordinary way, through all filters and to the controller, as if nobody had looked at it: only there is it said
 * what is wrong, and only there is anybody refused.
 */
public interface DirectCall {
    /** Its path; the method is POST, what comes and goes is JSON. */
    String path();

    /** The status of its answer. */
    int status();

    /** The largest body worth looking at. */
    long maxBytes();

    /**
     * Begins it; must not wait.
     *
     * @param authorization the header, if there is one
     * @param address where the request comes from
     * @return what to answer, sooner or later, on any thread; null if the request is to go the ordinary way, and nothing
     *     was done yet. If it fails, the request goes the ordinary way too, and its controller calls {@link #rethrow}.
     */
    @Nullable CompletionStage<byte[]> begin(@Nullable String authorization, ClientAddress address, byte[] body);

    /** For the controller of the ordinary way: throws what came of a request that was begun already. */
    static void rethrow(HttpServletRequest request) {
        if (request.getAttribute(DirectCall.class.getName()) instanceof RuntimeException failure) {
            throw failure;
        }
    }
}
