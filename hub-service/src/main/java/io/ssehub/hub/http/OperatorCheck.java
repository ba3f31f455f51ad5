package io.ssehub.hub.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Decides who is an operator. */
interface OperatorCheck {
    /**
     * Looks at a request.
     *
     * @return why not; empty if it may go on
     */
    Optional<ApiException> refuse(HttpServletRequest request);
}
