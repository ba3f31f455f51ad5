package io.ssehub.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern is for the channels it says. */
class ChannelPatternTest {
    private static ChannelPattern pattern(String written) {
        return ChannelPattern.parse(written).orElseThrow();
    }

    private static boolean matches(String pattern, String channel) {
        return pattern(pattern).matches(Channel.parse(channel).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "*, broadcast",
        "*, topic/news",
        "*, client/alice",
        "broadcast, broadcast",
        "topic/news, topic/news",
        "topic/*, topic/news",
        "topic/prices.*, topic/prices.eur",
        "topic/prices.*, topic/prices.",
        "topic/*.typing, topic/room-1.typing",
        "topic/a*b*c, topic/abc",
        "topic/a*b*c, topic/a-b-b-c",
        "topic/**, topic/x",
        "client/*@example.com, client/alice@example.com"
    })
    void itIsForThese(String pattern, String channel) {
        assertThat(matches(pattern, channel)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*, control",
        "broadcast, topic/broadcast",
        "topic/*, client/news",
        "topic/news, topic/news2",
        "topic/prices.*, topic/price.eur",
        "topic/*.typing, topic/typing",
        "topic/a*a, topic/a",
        "topic/a*b*c, topic/acb",
        "topic/ab*bc, topic/abc"
    })
    void andNotForThose(String pattern, String channel) {
        assertThat(matches(pattern, channel)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topic",
                "topic/",
                "client/",
                "topics/x",
                "control",
                "control*",
                "c*",
                "*/x",
                "broadcast/x",
                "broadcast*",
                "topic/a b",
                "topic/a/b",
                "topic/{a}",
                "Topic/x",
                "topic/[ab]",
                "topic/?"
            })
    void anythingElseIsNoPattern(String written) {
        assertThat(ChannelPattern.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, topic/x, true",
        "*, *, true",
        "topic/*, topic/prices.*, true",
        "topic/*, topic/*, true",
        "topic/p*s, topic/p*ces, true",
        "topic/prices.*, topic/*, false",
        "topic/*, *, false",
        "topic/*, client/*, false",
        "topic/a*, topic/*a, false",
        "topic/a, topic/*, false"
    })
    void itKnowsWhichOthersLeaveNothingToIt(String one, String other, boolean covers) {
        assertThat(pattern(one).covers(pattern(other))).isEqualTo(covers);
    }
}
