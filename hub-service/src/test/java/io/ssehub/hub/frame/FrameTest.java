package io.ssehub.hub.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.log.GapReason;
import io.ssehub.protocol.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader is shown of an entry, byte for byte. */
class FrameTest {
    private static final Channel NEWS = Channel.topic("news");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Frame message(String message) {
        Frame frame = Frame.ofMessage(NEWS, bytes(message));
        assertThat(frame).isNotNull();
        return frame;
    }

    private static Frame stream(String id, String... fields) {
        return Frame.ofStream(NEWS, id, Stream.of(fields).map(FrameTest::bytes).toList());
    }

    private static Position at(String written) {
        return Position.parse(written).orElseThrow();
    }

    private static String shown(Frame frame, String at, boolean envelope) {
        return new String(frame.blockFor(at(at), envelope), StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsItsNameAndItsData() {
        Frame frame = message("1 1700000000000-3 1700000000005 tick -\n{\"n\":1}");
        assertThat(shown(frame, "1700000000000-2", false)).isEqualTo("event: tick\ndata: {\"n\":1}\n");
        assertThat(frame.position()).isEqualTo(at("1700000000000-3"));
    }

    @Test
    void aMessageAndItsStreamEntryMakeTheSameFrame() {
        Frame heard = message("1 1700000000000-3 5 tick -\n{\"n\":1}");
        Frame read = stream("1700000000000-3", "v", "1", "t", "5", "e", "tick", "r", "-", "d", "{\"n\":1}");
        assertThat(read.position()).isEqualTo(heard.position());
        assertThat(shown(read, "1700000000000-2", true)).isEqualTo(shown(heard, "1700000000000-2", true));
    }

    @Test
    void anEnvelopeHoldsChannelAndPositionAroundTheDataAsItIs() {
        Frame frame = message("1 1700000000000-3 5 tick -\n{\"big\":1.0e400, \"s\":\"月\"}");
        String expected = "event: tick\ndata: {\"channel\":\"topic/news\",\"position\":\"1700000000000-3\","
                + "\"data\":{\"big\":1.0e400, \"s\":\"月\"}}\n";
        assertThat(shown(frame, "1700000000000-2", true)).isEqualTo(expected);
        assertThat(shown(frame, "1700000000000-2", true))
                .as("again, from its cache")
                .isEqualTo(expected);
        assertThat(shown(frame, "1700000000000-2", false)).doesNotContain("channel");
    }

    @Test
    void anEpochIsShownAsTheLogHasItToWhoStoodWhereItBegan() {
        Frame epoch = message("1 200-1 5 gap gap/failover/100-7\n{\"as\":\"written\"}");
        assertThat(shown(epoch, "100-7", false)).isEqualTo("event: gap\ndata: {\"as\":\"written\"}\n");
        assertThat(shown(epoch, "100-7", true)).as("a gap has no envelope").isEqualTo(shown(epoch, "100-7", false));
    }

    @Test
    void anEpochTellsWhoStoodElsewhereFromWhereItMissesSomething() {
        Frame epoch = message("1 200-1 5 gap gap/failover/100-7\n{}");
        assertThat(shown(epoch, "100-4", false))
                .isEqualTo("event: gap\ndata: {\"channel\":\"topic/news\",\"reason\":\"failover\",\"from\":\"100-4\","
                        + "\"to\":\"200-1\"}\n");
        assertThat(shown(epoch, "0-1700000000000", false)).contains("\"from\":\"0-0\"");
    }

    @Test
    void theFirstEpochOfAChannelThatWasSeenEmptyIsSilent() {
        Frame first = message("1 200-1 5 gap gap/vanished/0-0\n{}");
        assertThat(first.isEpoch()).isTrue();
        assertThat(first.isSilentFor(Position.START)).isTrue();
        assertThat(first.isSilentFor(at("0-1700000000000"))).isTrue();
        assertThat(first.isGapFor(at("0-1700000000000"))).isFalse();
        assertThat(first.isSilentFor(at("100-7"))).isFalse();
        assertThat(first.isGapFor(at("100-7"))).isTrue();
    }

    @Test
    void aGapBlockNamesChannelReasonAndPlaces() {
        assertThat(new String(
                        Frame.gapBlock(Channel.client("a"), GapReason.TRIMMED, at("100-7"), at("100-9")),
                        StandardCharsets.UTF_8))
                .isEqualTo("event: gap\ndata: {\"channel\":\"client/a\",\"reason\":\"trimmed\",\"from\":\"100-7\","
                        + "\"to\":\"100-9\"}\n");
        assertThat(new String(
                        Frame.gapBlock(Channel.BROADCAST, GapReason.UNKNOWN_CURSOR, null, at("0-5")),
                        StandardCharsets.UTF_8))
                .isEqualTo("event: gap\ndata: {\"channel\":\"broadcast\",\"reason\":\"unknown_cursor\",\"from\":null,"
                        + "\"to\":\"0-0\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        // an ordinary entry
        "100-8, -,       100-7,           true",
        "100-8, -,       100-6,           false",
        "100-8, -,       100-8,           false",
        "100-8, -,       100-9,           false",
        "100-8, -,       99-7,            false",
        "100-8, -,       0-0,             false",
        "100-1, -,       100-0,           true",
        "0-8,   -,       0-7,             true",
        // an epoch after another
        "200-1, 100-7,   100-7,           true",
        "200-1, 100-7,   100-6,           false",
        "200-1, 100-7,   100-8,           false",
        "200-1, 100-7,   200-0,           false",
        "200-1, 100-7,   0-0,             false",
        "200-1, 100-7,   0-1700000000000, false",
        // a channel's first epoch
        "200-1, 0-0,     0-0,             true",
        "200-1, 0-0,     0-1700000000000, true",
        "200-1, 0-0,     100-7,           false",
        "200-1, 0-0,     200-0,           false",
    })
    void aFrameFollowsWhereNothingIsMissing(String position, String from, String at, boolean follows) {
        String ref = from.equals("-") ? "-" : "gap/failover/" + from;
        assertThat(message("1 " + position + " 5 gap " + ref + "\n{}").follows(at(at)))
                .isEqualTo(follows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 100-8 5 tick -\n1",
                "2 100-8",
                "1 100-8 soon tick -\n1",
                "1 100-8 5 tick\n1",
                "1 100-8 5 two words - -\n1",
                "1 100-8 5 tick\u0000 -\n1",
                "1 100-8 5 täck -\n1",
                "1 100-8 5  -\n1"
            })
    void anEntryThatCannotBeShownIsAGapAtItsPlace(String message) {
        Frame frame = message(message.contains("\n") ? message : message + "\n");
        assertThat(frame.follows(at("100-7"))).isTrue();
        assertThat(frame.isGapFor(at("100-7"))).isTrue();
        assertThat(frame.reason()).isEqualTo(GapReason.UNREADABLE);
        assertThat(shown(frame, "100-7", true))
                .isEqualTo("event: gap\ndata: {\"channel\":\"topic/news\",\"reason\":\"unreadable\",\"from\":\"100-7\","
                        + "\"to\":\"100-8\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "1", "1\n", "rubbish", "1 x 5 tick -\n1", "1 -5 5 tick -\n1", "2 0-0 ?\n"})
    void aMessageWithoutAPositionIsNone(String message) {
        assertThat(Frame.ofMessage(NEWS, bytes(message))).isNull();
    }

    @Test
    void aStreamEntryOfAnotherVersionIsAGapAtItsPlace() {
        Frame later = stream("100-8", "v", "2", "x", "y");
        assertThat(later.reason()).isEqualTo(GapReason.UNREADABLE);
        assertThat(stream("100-9").reason()).isEqualTo(GapReason.UNREADABLE);
        assertThat(stream("100-9", "v").position()).isEqualTo(at("100-9"));
    }

    @Test
    void anEntryThatNoScriptOfOursPutThereIsAGapToo() {
        Frame foreign = stream("100-0", "any", "thing");
        assertThat(foreign.reason()).isEqualTo(GapReason.UNREADABLE);
        assertThat(foreign.follows(at("99-7"))).isFalse();
        assertThat(shown(foreign, "99-7", false)).contains("\"to\":\"100-0\"");
    }

    @Test
    void aStreamEntryAlwaysHasAPosition() {
        assertThatIllegalStateException().isThrownBy(() -> Frame.ofStream(NEWS, "rubbish", List.of()));
    }

    @Test
    void aReferenceOfALaterKindIsJustAnEvent() {
        Frame frame = message("1 100-8 5 tick poll/7/x/y/z/u\n1");
        assertThat(frame.isEpoch()).isFalse();
        assertThat(shown(frame, "100-7", false)).isEqualTo("event: tick\ndata: 1\n");
    }

    @Test
    void lineBreaksOfAnotherWriterStayData() {
        Frame frame = message("1 100-8 5 tick -\na\n\nevent: messageEnd\r\nb");
        assertThat(shown(frame, "100-7", false))
                .isEqualTo("event: tick\ndata: a\ndata: \ndata: event: messageEnd\ndata: b\n");
    }
}
