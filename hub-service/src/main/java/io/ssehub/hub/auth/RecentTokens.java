package io.ssehub.hub.auth;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.node.EverySecond;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens that were checked a moment ago, and whom they name: who publishes again and again is not checked each time. Short
 * enough that a secret that is taken back counts no longer than the nodes need to learn of it, twice.
 */
final class RecentTokens implements EverySecond {
    /*
     * Threads: any. Bounded: whoever finds no room is checked each time; `size` may be passed by as many as come in the same
     * moment.
     */
    private static final Duration LIFE = Duration.ofSeconds(1);

    private static final int MOST = 1000;

    private record Seen(Caller caller, Instant until) {}

    private final Map<String, Seen> recent = new ConcurrentHashMap<>();
    private final Clock clock;

    RecentTokens(Clock clock) {
        this.clock = clock;
    }

    /** A token was checked and found to be this caller's. */
    void add(String token, Caller caller) {
        if (recent.size() < MOST) {
            Instant soon = clock.instant().plus(LIFE);
            recent.put(
                    token, new Seen(caller, caller.until().filter(soon::isAfter).orElse(soon)));
        }
    }

    /** Whose token it is, if that is still known. */
    Optional<Caller> of(String token) {
        Seen seen = recent.get(token);
        return seen != null && clock.instant().isBefore(seen.until()) ? Optional.of(seen.caller()) : Optional.empty();
    }

    @Override
    public void tick() {
        Instant now = clock.instant();
        recent.values().removeIf(seen -> !now.isBefore(seen.until()));
    }
}
