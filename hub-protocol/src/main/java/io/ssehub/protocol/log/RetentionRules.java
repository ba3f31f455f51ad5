package io.ssehub.protocol.log;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.Channel.Kind;
import io.ssehub.protocol.channel.ChannelPattern;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * History by pattern of channels: the first rule that is for a channel decides. Rules are sorted by kind of channel once, so a
 * channel of a kind without any costs one look, and the others a comparison a rule; nothing is remembered of channels.
 */
public final class RetentionRules implements Retentions {
    /** @param retention of the channels it is for */
    public record Rule(ChannelPattern channels, Retention retention) {}

    private final Map<Kind, List<Rule>> rules = new EnumMap<>(Kind.class);
    private final Retention otherwise;

    /** @param otherwise for channels that no rule is for, the nodes' own among them */
    public RetentionRules(List<Rule> rules, Retention otherwise) {
        this.otherwise = otherwise;
        for (Kind kind : Kind.values()) {
            this.rules.put(
                    kind,
                    rules.stream().filter(rule -> rule.channels.isFor(kind)).toList());
        }
    }

    @Override
    public Retention of(Channel channel) {
        for (Rule rule : rules.getOrDefault(channel.kind(), List.of())) {
            if (rule.channels.matches(channel)) {
                return rule.retention;
            }
        }
        return otherwise;
    }
}
