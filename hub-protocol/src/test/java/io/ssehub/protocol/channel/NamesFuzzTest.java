package io.ssehub.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ssehub.protocol.fixture.Texts;
import io.ssehub.protocol.log.EventNames;
import io.ssehub.protocol.publish.Event;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names reach keys, scripts, frames, logs and pages as they are: what is not made of their alphabet is no name. */
class NamesFuzzTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";

    private static boolean isMadeOf(String alphabet, int longest, String text) {
        return !text.isEmpty() && text.length() <= longest && text.chars().allMatch(c -> alphabet.indexOf(c) >= 0);
    }

    @Provide
    static Arbitrary<String> names() {
        return Texts.around(Texts.names());
    }

    @Provide
    static Arbitrary<String> channels() {
        return Texts.around(Texts.names().map(name -> Channel.topic(name).toString()));
    }

    @Provide
    static Arbitrary<String> texts() {
        return Texts.any();
    }

    @Property
    void aNameIsMadeOfItsAlphabet(@ForAll("names") String text) {
        assertThat(Names.isValid(text)).isEqualTo(isMadeOf(ALPHABET + "~@", Names.MAX_LENGTH, text));
        assertThat(EventNames.isValid(text)).isEqualTo(isMadeOf(ALPHABET, EventNames.MAX_LENGTH, text));
    }

    @Property
    void aRefusalDoesNotRepeatWhatItRefuses(@ForAll("names") String text) {
        Throwable refusal = catchThrowable(() -> Channel.client(text));
        if (Names.isValid(text)) {
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal).isInstanceOf(InvalidNameException.class).hasMessage("client must be " + Names.RULE);
        }
    }

    @Property
    void aChannelIsOnlyWhatIsWrittenSo(@ForAll("channels") String text) {
        Channel.parse(text).ifPresent(channel -> assertThat(channel).hasToString(text));
    }

    @Property
    void anEventThatIsTakenIsOneLine(@ForAll("names") String name, @ForAll("texts") String data) {
        Throwable refusal = catchThrowable(() -> new Event(name, data));
        if (refusal == null) {
            assertThat(name).matches("[!-~]+");
            assertThat(data).doesNotContain("\r", "\n", "\0");
        } else {
            assertThat(refusal).isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }
}
