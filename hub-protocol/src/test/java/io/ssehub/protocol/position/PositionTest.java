package io.ssehub.protocol.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void positionsOrderByEpochThenOffset() {
        assertThat(new Position(2, 1)).isGreaterThan(new Position(1, 9));
        assertThat(new Position(1, 10)).isGreaterThan(new Position(1, 9));
    }

    @Test
    void beforeAnyEntryIsBelowEveryEntry() {
        Position before = Position.before(Instant.now());
        assertThat(before.isBeforeAny()).isTrue();
        assertThat(before).isLessThan(new Position(1, 0));
    }

    @Test
    void theWrittenFormIsAStreamId() {
        assertThat(new Position(1_763_718_000_000L, 12)).hasToString("1763718000000-12");
        assertThat(Position.parse("1763718000000-12")).contains(new Position(1_763_718_000_000L, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1-", "-1", "1--2", "a-b", "1-2-3", "99999999999999999999-1"})
    void anythingElseIsNoPosition(String written) {
        assertThat(Position.parse(written)).isEmpty();
    }
}
