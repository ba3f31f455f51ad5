package io.ssehub.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.Texts;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any pattern is for the channels it says, and for no others. */
class ChannelPatternFuzzTest {
    private static ChannelPattern pattern(String written) {
        return ChannelPattern.parse(written).orElseThrow();
    }

    /** Short ones of few letters, so that they often fit. */
    private static Arbitrary<String> names(String letters, int most) {
        return Arbitraries.strings().withChars(letters).ofMinLength(1).ofMaxLength(most);
    }

    @Provide
    static Arbitrary<String> patterns() {
        return Arbitraries.oneOf(
                Arbitraries.of("*", "broadcast", "topic/*", "client/*"),
                Combinators.combine(Arbitraries.of("topic/", "client/"), names("ab*", 6))
                        .as(String::concat));
    }

    @Provide
    static Arbitrary<Channel> channels() {
        return Arbitraries.oneOf(
                Arbitraries.of(Channel.BROADCAST, Channel.CONTROL),
                names("ab", 6).map(Channel::topic),
                names("ab", 6).map(Channel::client));
    }

    @Provide
    static Arbitrary<String> texts() {
        return Texts.around(patterns());
    }

    @Property
    void itMatchesAsARegularExpressionWould(@ForAll("patterns") String written, @ForAll("channels") Channel channel) {
        String expression = Pattern.quote(written).replace("*", "\\E.*\\Q");
        boolean expected = channel.kind() != Channel.Kind.CONTROL && Pattern.matches(expression, channel.toString());
        assertThat(pattern(written).matches(channel)).isEqualTo(expected);
    }

    @Property
    void whatAnotherCoversItMatches(
            @ForAll("patterns") String one, @ForAll("patterns") String other, @ForAll("channels") Channel channel) {
        if (pattern(one).covers(pattern(other)) && pattern(other).matches(channel)) {
            assertThat(pattern(one).matches(channel)).isTrue();
        }
    }

    @Property
    void whatIsReadIsWrittenTheSame(@ForAll("texts") String text) {
        ChannelPattern.parse(text).ifPresent(pattern -> assertThat(pattern).hasToString(text));
    }
}
