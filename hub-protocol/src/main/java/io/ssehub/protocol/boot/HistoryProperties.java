package io.ssehub.protocol.boot;

import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.Retentions;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How long history lasts. Must be the same in every service, since whoever appends applies it.
 *
 * @param entries newest entries kept of each channel
 * @param log how long a channel's entries last after the newest of them
 * @param head how long a channel's position is remembered after that; readers that were at its end miss nothing in this
 *     time
 * @param generations how long a chat answer can be read after it has ended
 * @param rules other history for some channels; the first one whose pattern fits decides
 */
@Validated
@ConfigurationProperties("hub.history")
public record HistoryProperties(
        @DefaultValue("10000") @Min(1) @Max(10_000_000) int entries,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration log,
        @DefaultValue("7d") @DurationMin(seconds = 1) Duration head,
        @DefaultValue("24h") @DurationMin(seconds = 1) Duration generations,
        @DefaultValue List<Rule> rules) {
    /**
     * How long history lasts in some channels. What it leaves out is as it is for all others.
     *
     * @param channels which: {@code broadcast}, {@code client/…}, {@code topic/…}, with {@code *} for any characters; {@code *}
     *     for all
     * @param entries newest entries kept of each of them
     * @param bytes most memory of Redis the log of each of them may take, about
     * @param log how long the entries of each of them last after the newest
     * @param off whether they have no history: events are told to those who are there, and nobody can ask for them later
     */
    public record Rule(
            @Nullable String channels,
            @Nullable Integer entries,
            @Nullable DataSize bytes,
            @Nullable Duration log,
            @DefaultValue("false") boolean off) {}

    public HistoryProperties {
        rules = List.copyOf(rules);
        HistoryRules.check(rules, head);
    }

    @AssertTrue(message = "hub.history.head must not be shorter than hub.history.log") boolean isHeadNotShorterThanLog() {
        return head.compareTo(log) >= 0;
    }

    /** The same in two services if, and as good as only if, they keep the same history of the same channels. */
    public String fingerprint() {
        return HistoryRules.fingerprint(rules, new Retention(entries, log, head), generations);
    }

    Retentions retentions() {
        return HistoryRules.of(rules, new Retention(entries, log, head));
    }
}
