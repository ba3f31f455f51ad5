package io.ssehub.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.caller.Caller;
import io.ssehub.hub.caller.Grants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecentTokensTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final RecentTokens recent = new RecentTokens(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private Caller alice(Duration left) {
        return Caller.of("alice", Grants.NONE, Grants.NONE, false, now.plus(left));
    }

    @Test
    void aTokenIsKnownForASecondAfterItWasChecked() {
        Caller alice = alice(Duration.ofHours(1));
        recent.add("a", alice);
        now = now.plus(SECOND).minusNanos(1);
        assertThat(recent.of("a")).containsSame(alice);
        assertThat(recent.of("A")).isEmpty();
        now = now.plusNanos(1);
        assertThat(recent.of("a")).isEmpty();
    }

    @Test
    void butNoLongerThanItHolds() {
        recent.add("a", alice(Duration.ofMillis(10)));
        now = now.plusMillis(10);
        assertThat(recent.of("a")).isEmpty();
    }

    @Test
    void whoFindsNoRoomIsCheckedEachTimeUntilOthersAreForgotten() {
        for (int i = 0; i < 1000; i++) {
            recent.add("t" + i, alice(Duration.ofHours(1)));
        }
        recent.add("late", alice(Duration.ofHours(1)));
        assertThat(recent.of("t999")).isPresent();
        assertThat(recent.of("late")).isEmpty();
        now = now.plus(SECOND);
        recent.tick();
        recent.add("late", alice(Duration.ofHours(1)));
        assertThat(recent.of("late")).isPresent();
    }
}
