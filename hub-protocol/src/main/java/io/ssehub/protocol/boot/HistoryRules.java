package io.ssehub.protocol.boot;

import io.ssehub.protocol.boot.HistoryProperties.Rule;
import io.ssehub.protocol.channel.ChannelPattern;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.RetentionRules;
import io.ssehub.protocol.log.Retentions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.springframework.util.unit.DataSize;

/**
 * The rules of {@code hub.history.rules}: checked, and made into what publishers ask. Checked by hand, for applications that
 * have no validator, and since a rule is judged beside the others; whatever is wrong is named by its property.
 */
final class HistoryRules {
    private static final int MOST_RULES = 100;
    private static final int MOST_ENTRIES = 10_000_000;
    /** A log with one short entry takes about 5 KB. */
    private static final DataSize LEAST_BYTES = DataSize.ofKilobytes(8);

    private static final Duration SHORTEST_LOG = Duration.ofSeconds(1);

    private HistoryRules() {}

    /**
     * Whether all of them can be kept.
     *
     * @throws IllegalArgumentException naming the property that is wrong, and what it may be
     */
    static void check(List<Rule> rules, Duration head) {
        require(rules.size() <= MOST_RULES, "", "must be at most " + MOST_RULES + " rules");
        List<ChannelPattern> before = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String name = "[" + i + "].";
            check(rules.get(i), head, name);
            ChannelPattern pattern = pattern(rules.get(i));
            for (int earlier = 0; earlier < i; earlier++) {
                require(
                        !before.get(earlier).covers(pattern),
                        name + "channels",
                        "is never reached: hub.history.rules[" + earlier
                                + "] is for all of them, and the first that fits" + " decides");
            }
            before.add(pattern);
        }
    }

    private static void check(Rule rule, Duration head, String name) {
        require(
                rule.channels() != null && ChannelPattern.parse(rule.channels()).isPresent(),
                name + "channels",
                "must be " + ChannelPattern.RULE);
        if (rule.off()) {
            require(
                    rule.entries() == null && rule.bytes() == null && rule.log() == null,
                    name + "off",
                    "cannot go with entries, bytes or log: there is no history to bound");
            return;
        }
        Integer entries = rule.entries();
        require(
                entries == null || (entries >= 1 && entries <= MOST_ENTRIES),
                name + "entries",
                "must be 1 to " + MOST_ENTRIES);
        require(
                rule.bytes() == null || rule.bytes().compareTo(LEAST_BYTES) >= 0,
                name + "bytes",
                "must be at least " + LEAST_BYTES.toKilobytes() + "KB");
        Duration log = rule.log();
        require(log == null || log.compareTo(SHORTEST_LOG) >= 0, name + "log", "must be at least 1s");
        require(log == null || log.compareTo(head) <= 0, name + "log", "must not be longer than hub.history.head");
    }

    private static void require(boolean holds, String name, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("hub.history.rules" + name + " " + otherwise);
        }
    }

    /** What rules that were checked come to. */
    static Retentions of(List<Rule> rules, Retention otherwise) {
        return rules.isEmpty()
                ? otherwise
                : new RetentionRules(
                        rules.stream()
                                .map(rule -> new RetentionRules.Rule(pattern(rule), retention(rule, otherwise)))
                                .toList(),
                        otherwise);
    }

    /** By what they come to, so that a default that is written out makes no difference. */
    static String fingerprint(List<Rule> rules, Retention otherwise, Duration generations) {
        StringBuilder all = new StringBuilder(words(otherwise))
                .append(' ')
                .append(otherwise.head().toMillis())
                .append(' ')
                .append(generations.toMillis());
        for (Rule rule : rules) {
            all.append('\n').append(rule.channels()).append(' ').append(words(retention(rule, otherwise)));
        }
        CRC32 sum = new CRC32();
        sum.update(all.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static String words(Retention retention) {
        return retention.most() + " " + retention.log().toMillis() + (retention.isShown() ? "" : " off");
    }

    private static ChannelPattern pattern(Rule rule) {
        return ChannelPattern.parse(Objects.requireNonNullElse(rule.channels(), ""))
                .orElseThrow(() -> new IllegalArgumentException("not checked"));
    }

    private static Retention retention(Rule rule, Retention otherwise) {
        if (rule.off()) {
            return Retention.off(otherwise.head());
        }
        DataSize bytes = rule.bytes();
        return new Retention(
                Objects.requireNonNullElse(rule.entries(), otherwise.entries()),
                bytes == null ? otherwise.bytes() : bytes.toBytes(),
                Objects.requireNonNullElse(rule.log(), otherwise.log()),
                otherwise.head(),
                true);
    }
}
