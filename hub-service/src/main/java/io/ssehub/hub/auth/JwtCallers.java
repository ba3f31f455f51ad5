package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import org.springframework.security.core.context.SecurityContextHolder;

/** Callers as the filter chain has found them. */
final class JwtCallers implements Callers {
    @Override
    public Caller current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken known
                ? known.caller()
                : Caller.STRANGER;
    }

    @Override
    public boolean isOpen() {
        return false;
    }
}
