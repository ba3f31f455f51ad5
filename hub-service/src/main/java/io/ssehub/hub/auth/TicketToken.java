package io.ssehub.hub.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A ticket that has not been looked at yet. */
final class TicketToken extends AbstractAuthenticationToken {
    private final String ticket;

    TicketToken(String ticket) {
        super(List.of());
        this.ticket = ticket;
    }

    String ticket() {
        return ticket;
    }

    @Override
    public Object getPrincipal() {
        return "";
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
