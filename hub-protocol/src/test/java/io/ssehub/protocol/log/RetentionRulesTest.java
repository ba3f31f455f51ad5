package io.ssehub.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.ChannelPattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first rule that fits decides. */
class RetentionRulesTest {
    private static final Duration HEAD = Duration.ofDays(7);
    private static final Retention SHORT = new Retention(5, Duration.ofMinutes(1), HEAD);
    private static final Retention LONG = new Retention(50_000, 1_000_000, Duration.ofHours(9), HEAD, true);

    private static RetentionRules.Rule rule(String channels, Retention retention) {
        return new RetentionRules.Rule(ChannelPattern.parse(channels).orElseThrow(), retention);
    }

    private final Retentions rules = new RetentionRules(
            List.of(
                    rule("topic/prices.index", LONG),
                    rule("topic/prices.*", Retention.off(HEAD)),
                    rule("client/*", SHORT),
                    rule("*", LONG)),
            Retention.DEFAULT);

    @Test
    void anEarlierRuleIsAnExceptionToALaterOne() {
        assertThat(rules.of(Channel.topic("prices.index"))).isEqualTo(LONG);
        assertThat(rules.of(Channel.topic("prices.eur")).isShown()).isFalse();
        assertThat(rules.of(Channel.client("alice"))).isEqualTo(SHORT);
        assertThat(rules.of(Channel.topic("news"))).isEqualTo(LONG);
        assertThat(rules.of(Channel.BROADCAST)).isEqualTo(LONG);
    }

    @Test
    void whatNoRuleIsForAndWhatNodesTellEachOtherIsAsEver() {
        assertThat(rules.of(Channel.CONTROL)).isEqualTo(Retention.DEFAULT);
        Retentions few = new RetentionRules(List.of(rule("client/*", SHORT)), Retention.DEFAULT);
        assertThat(few.of(Channel.topic("news"))).isEqualTo(Retention.DEFAULT);
    }

    @Test
    void scriptsAreToldBytesOnlyWhereTheseAreBounded() {
        assertThat(SHORT.most()).isEqualTo("5");
        assertThat(LONG.most()).isEqualTo("50000/1000000");
    }

    @Test
    void aLogWithoutHistoryLastsNoLongerThanItsHead() {
        Duration second = Duration.ofSeconds(1);
        assertThat(Retention.off(second).log()).isEqualTo(second);
        assertThat(Retention.off(HEAD).log()).isLessThan(Duration.ofMinutes(1));
    }
}
