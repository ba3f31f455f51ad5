package io.ssehub.hub.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
    private static final Instant END = Instant.ofEpochMilli(1_795_290_300_602L);

    private static Caller caller(List<String> topics, List<String> publish, boolean admin) {
        return Caller.of("alice", new Grants(topics), new Grants(publish), admin, END);
    }

    @Test
    void isWhoItIsAndNobodyElse() {
        Caller alice = caller(List.of(), List.of(), true);
        assertThat(alice.mayBe("alice")).isTrue();
        assertThat(alice.mayBe("alic")).isFalse();
        assertThat(alice.mayHear(Channel.client("alice"))).isTrue();
        assertThat(alice.mayHear(Channel.client("bob"))).isFalse();
        assertThat(alice.mayHear(Channel.BROADCAST)).isTrue();
        assertThat(alice.mayHear(Channel.CONTROL)).isFalse();
        assertThat(alice.mayPublishTo(Channel.client("alice"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "news, news, true",
        "news, newspaper, false",
        "news, new, false",
        "sport.*, sport.football, true",
        "sport.*, sport., true",
        "sport.*, sport, false",
        "*, anything, true"
    })
    void aPatternIsANameOrABeginning(String pattern, String topic, boolean granted) {
        assertThat(caller(List.of(pattern), List.of(), false).mayHear(Channel.topic(topic)))
                .isEqualTo(granted);
    }

    @Test
    void nobodyPublishesToTheNodes() {
        Caller everywhere = caller(List.of("*"), List.of("*"), true);
        assertThat(everywhere.mayPublishTo(Channel.BROADCAST)).isTrue();
        assertThat(everywhere.mayPublishTo(Channel.CONTROL)).isFalse();
        assertThat(everywhere.mayHear(Channel.CONTROL)).isFalse();
    }

    @Test
    void aStrangerMayNothing() {
        assertThat(Caller.STRANGER.mayBe("alice")).isFalse();
        assertThat(Caller.STRANGER.mayBe("bob")).isFalse();
        assertThat(Caller.STRANGER.mayHear(Channel.BROADCAST)).isFalse();
        assertThat(Caller.STRANGER.mayPublishTo(Channel.topic("t"))).isFalse();
        assertThat(Caller.STRANGER.isAdmin()).isFalse();
    }

    @Test
    void isReadAsItWasWritten() {
        Caller written = caller(List.of("news", "-", "sport.*"), List.of("topic/a", "client/*"), true);
        Caller read = Caller.read(written.written()).orElseThrow();
        assertThat(read.written()).isEqualTo(written.written());
        assertThat(read.until()).hasValue(END);
        assertThat(read.mayHear(Channel.topic("sport.x"))).isTrue();
        assertThat(read.mayPublishTo(Channel.topic("a"))).isTrue();
        assertThat(read.isAdmin()).isTrue();
        Caller reader = Caller.read(written.reader().written()).orElseThrow();
        assertThat(reader.isAdmin()).isFalse();
        assertThat(reader.mayPublishTo(Channel.topic("a"))).isFalse();
        assertThat(reader.mayHear(Channel.topic("news"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "alice 1 ! !",
                "a b 1 ! ! !",
                "! 1 ! ! !",
                "alice x ! ! !",
                "alice ! ! ! !",
                "alice 1 ! ! ! !",
                "alice 99999999999999999999 ! ! !"
            })
    void whatIsNoCallerIsNotRead(String line) {
        assertThat(Caller.read(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a*b", "**", "a,b", "a\"b", "a\n", "{x}", "ü"})
    void whatIsNoPatternIsNone(String pattern) {
        assertThat(Grants.isValid(pattern)).isFalse();
    }
}
