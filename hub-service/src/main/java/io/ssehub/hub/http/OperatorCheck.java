package io.ssehub.hub.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Decides who is an operator. */
public interface OperatorCheck {
    /**
     * Looks at a request.
     *
     * @return why not; empty if it may go on
     */
    Optional<ApiException> refuse(HttpServletRequest request);

    /** 403 for whoever has shown a token, but not an operator's. */
    static ApiException notAdmin() {
        return ApiException.of(HttpStatus.FORBIDDEN, "not_admin", "the token must have hub.admin for this");
    }
}
