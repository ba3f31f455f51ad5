package io.ssehub.hub.auth;

import io.ssehub.hub.http.ApiException;
import org.springframework.security.core.AuthenticationException;

/** Somebody could not show who they are, for a reason that is ours to tell. */
final class Refused extends AuthenticationException {
    private final ApiException why;

    Refused(ApiException why) {
        super(why.code());
        this.why = why;
    }

    ApiException why() {
        return why;
    }
}
