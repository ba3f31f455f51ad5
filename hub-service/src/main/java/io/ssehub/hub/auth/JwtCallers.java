package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Callers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** Callers as the filter chain has found them. */
final class JwtCallers implements Callers {
    private final RecentTokens recent;

    JwtCallers(RecentTokens recent) {
        this.recent = recent;
    }

    @Override
    public Caller current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken known
                ? known.caller()
                : Caller.STRANGER;
    }

    @Override
    public Optional<Caller> known(@Nullable String authorization) {
        return Optional.ofNullable(authorization).flatMap(Carriers::token).flatMap(recent::of);
    }

    @Override
    public boolean isOpen() {
        return false;
    }
}
