package io.ssehub.hub.session;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one connection may take.
 *
 * @param queue unsent bytes a connection may have waiting; one with more falls behind and is served from the log
 * @param batch about how much goes out in one write
 * @param heartbeat how long a connection may be quiet before it gets a heartbeat; up to a fifth less, at random
 * @param writeTimeout how long one write, of about a batch, may take; a connection that takes longer is ended
 * @param maxAge how long a connection lasts, a fifth more or less at random, before its client is asked to come back; 0
 *     for no end
 */
@Validated
@ConfigurationProperties("hub.session")
public record SessionProperties(
        @DefaultValue("512KB") DataSize queue,
        @DefaultValue("64KB") DataSize batch,

        @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration heartbeat,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration writeTimeout,

        @DefaultValue("30m") @DurationMin(seconds = 0) @DurationMax(days = 365)
        Duration maxAge) {
    private static final DataSize MIN = DataSize.ofKilobytes(1);

    @AssertTrue(message = "hub.session.queue must be between 1KB and 64MB") boolean isQueueInRange() {
        return queue.compareTo(MIN) >= 0 && queue.compareTo(DataSize.ofMegabytes(64)) <= 0;
    }

    @AssertTrue(message = "hub.session.batch must be between 1KB and 1MB") boolean isBatchInRange() {
        return batch.compareTo(MIN) >= 0 && batch.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }

    SessionLimits limits(Duration headLife) {
        return new SessionLimits(
                (int) queue.toBytes(), (int) batch.toBytes(), heartbeat, writeTimeout, maxAge, headLife);
    }
}
