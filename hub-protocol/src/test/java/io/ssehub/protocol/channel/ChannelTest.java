package io.ssehub.protocol.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    @ParameterizedTest
    @ValueSource(strings = {"client/alice", "topic/news.eu~2@x:y-z_", "broadcast", "control"})
    void theWrittenFormReadsBack(String written) {
        assertThat(Channel.parse(written))
                .hasValueSatisfying(channel -> assertThat(channel).hasToString(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "client/", "client", "topic/a b", "broadcast/x", "client/a}b", "other/x", "client/a/b"})
    void anythingElseIsNoChannel(String written) {
        assertThat(Channel.parse(written)).isEmpty();
    }

    @Test
    void aNameOf128CharactersIsTheLongest() {
        assertThat(Names.isValid("n".repeat(128))).isTrue();
        assertThat(Names.isValid("n".repeat(129))).isFalse();
    }

    @Test
    void aBadNameIsRefusedWithItsFieldAndWithoutRepeatingIt() {
        assertThatThrownBy(() -> Channel.topic("<script>"))
                .isInstanceOf(InvalidNameException.class)
                .hasMessage("topic must be 1 to 128 characters out of A-Z a-z 0-9 . _ ~ @ : -");
    }
}
