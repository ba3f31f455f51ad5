package io.ssehub.protocol.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Channel ALICE = Channel.client("alice");
    private static final Channel NEWS = Channel.topic("news");
    private static final Position SOME = new Position(1_763_718_000_000L, 12);

    private static String write(boolean ended, List<Channel> channels, Position... positions) {
        return Cursor.writer(channels).write(positions, ended);
    }

    @Test
    void theFormatIsFixed() {
        String written = write(
                false,
                List.of(ALICE, Channel.BROADCAST, NEWS),
                SOME,
                new Position(1_763_718_000_001L, 1),
                Position.before(Instant.ofEpochMilli(1_763_718_000_002L)));
        assertThat(written).isEqualTo("1-chlyunmi8o5qio.c-bmi8o5qip.1-ta6udrmi8o5qiq");
    }

    @Test
    void whatIsWrittenReadsBack() {
        Position before = Position.before(Instant.ofEpochMilli(99));
        Cursor read =
                Cursor.parse(write(false, List.of(ALICE, NEWS), SOME, before)).orElseThrow();
        assertThat(read.of(ALICE)).contains(SOME);
        assertThat(read.of(NEWS)).contains(before);
        assertThat(read.of(Channel.BROADCAST)).isEmpty();
        assertThat(read.isEnded()).isFalse();
    }

    @Test
    void theEndOfAStreamIsAFlag() {
        Cursor read = Cursor.parse(write(true, List.of(ALICE), SOME)).orElseThrow();
        assertThat(read.isEnded()).isTrue();
        assertThat(read.of(ALICE)).contains(SOME);
    }

    @Test
    void aCursorMayHoldNothing() {
        assertThat(Cursor.parse(write(true, List.of())).orElseThrow().isEnded()).isTrue();
    }

    @Test
    void threeChannelsFitInto64Characters() {
        Position late = new Position(2_000_000_000_000L, 60_000_000);
        assertThat(write(false, List.of(ALICE, Channel.BROADCAST, NEWS), late, late, late))
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void anotherClientsPositionIsNotTaken() {
        Cursor ofAlice = Cursor.parse(write(false, List.of(ALICE), SOME)).orElseThrow();
        assertThat(ofAlice.of(Channel.client("bob"))).isEmpty();
    }

    @Test
    void twoTopicsThatShareATagDoNotGoTogether() {
        // Found by search: the hashes of these two names have the same five digits.
        assertThat(Cursor.canHold(Set.of(Channel.topic("t16838"), Channel.topic("t18172"))))
                .isFalse();
        assertThat(Cursor.canHold(Set.of(ALICE, NEWS, Channel.BROADCAST))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2-bmi8f35vl.1",
                "1-",
                "1-b",
                "1-zmi8f.1",
                "1-bmi8f35vl.1-bmi8f35vl.2",
                "1-b1.2.3",
                "1-bA.1",
                "1-b1.",
                "1-b.1",
                "1--",
                "1e1",
                "1-b-1",
                "x",
                "1-bzzzzzzzzzzzzzzzz.1",
                "1-b1.1 ",
                "1-b+1.1"
            })
    void rubbishIsNoCursor(String written) {
        assertThat(Cursor.parse(written)).isEmpty();
    }

    @Test
    void moreThan16ChannelsAreNoCursor() {
        StringBuilder many = new StringBuilder("1");
        for (int i = 0; i < 17; i++) {
            many.append("-t0000").append(Character.forDigit(i, 36)).append("1.1");
        }
        assertThat(Cursor.parse(many.toString())).isEmpty();
        assertThat(Cursor.parse(many.substring(0, many.length() - "-t0000g1.1".length())))
                .isPresent();
    }
}
