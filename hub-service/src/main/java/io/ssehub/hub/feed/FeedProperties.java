package io.ssehub.hub.feed;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a node follows its channels.
 *
 * @param lanes threads that own the channels; 0 for one a processor, at least two and at most eight
 * @param tail newest events kept in memory of each channel, to serve readers that are a little behind
 * @param pending messages a channel may have waiting while its log is read
 * @param questions most reads a lane has under way at Redis at once; the others wait for their turn
 * @param inbox messages a lane may have waiting; more are dropped and read from the log
 * @param page most entries read from a log at once
 * @param merge about how much text of neighbouring fragments of an answer is shown as one event to readers that catch up;
 *     0 shows each fragment
 * @param linger how long a channel is listened to after its last reader has left
 * @param quietCheck how often a channel without messages is compared with Redis
 */
@Validated
@ConfigurationProperties("hub.feed")
public record FeedProperties(
        @DefaultValue("0") @Min(0) @Max(64) int lanes,
        @DefaultValue("64KB") DataSize tail,
        @DefaultValue("1MB") DataSize pending,
        @DefaultValue("64MB") DataSize inbox,
        @DefaultValue("32") @Min(1) @Max(10_000) int questions,
        @DefaultValue("128") @Min(1) @Max(10_000) int page,
        @DefaultValue("16KB") DataSize merge,
        @DefaultValue("15s") @DurationMin(seconds = 0) Duration linger,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration quietCheck) {
    private static final Duration ACTIVE = Duration.ofMinutes(1);

    @AssertTrue(message = "hub.feed.tail must be at most 16MB") boolean isTailInRange() {
        return !tail.isNegative() && tail.compareTo(DataSize.ofMegabytes(16)) <= 0;
    }

    @AssertTrue(message = "hub.feed.pending must be between 1KB and 1GB") boolean isPendingInRange() {
        return pending.toKilobytes() >= 1 && pending.compareTo(DataSize.ofGigabytes(1)) <= 0;
    }

    @AssertTrue(message = "hub.feed.inbox must be at least 1MB") boolean isInboxInRange() {
        return inbox.toMegabytes() >= 1;
    }

    @AssertTrue(message = "hub.feed.merge must be at most 1MB") boolean isMergeInRange() {
        return !merge.isNegative() && merge.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }

    int laneCount() {
        return lanes > 0 ? lanes : Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
    }

    FeedLimits limits() {
        return new FeedLimits(
                (int) tail.toBytes(),
                pending.toBytes(),
                inbox.toBytes(),
                questions,
                (int) merge.toBytes(),
                linger,
                ACTIVE,
                quietCheck);
    }
}
