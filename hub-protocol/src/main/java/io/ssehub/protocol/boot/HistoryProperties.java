package io.ssehub.protocol.boot;

import io.ssehub.protocol.log.Retention;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long history lasts. Must be the same in every service, since whoever appends applies it.
 *
 * @param entries newest entries kept of each channel
 * @param log how long a channel's entries last after the newest of them
 * @param head how long a channel's position is remembered after that; readers that were at its end miss nothing in this
 *     time
 * @param generations how long a chat answer can be read after it has ended
 */
@Validated
@ConfigurationProperties("hub.history")
public record HistoryProperties(
        @DefaultValue("10000") @Min(1) @Max(10_000_000) int entries,
        @DefaultValue("1h") @DurationMin(seconds = 1) Duration log,
        @DefaultValue("7d") @DurationMin(seconds = 1) Duration head,
        @DefaultValue("24h") @DurationMin(seconds = 1) Duration generations) {

    @AssertTrue(message = "hub.history.head must not be shorter than hub.history.log") boolean isHeadNotShorterThanLog() {
        return head.compareTo(log) >= 0;
    }

    Retention retention() {
        return new Retention(entries, log, head);
    }
}
