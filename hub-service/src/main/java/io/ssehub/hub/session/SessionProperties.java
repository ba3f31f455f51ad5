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
 */
@Validated
@ConfigurationProperties("hub.session")
public record SessionProperties(
        @DefaultValue("512KB") DataSize queue,
        @DefaultValue("64KB") DataSize batch,

        @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration heartbeat) {
    private static final DataSize MIN = DataSize.ofKilobytes(1);

    @AssertTrue(message = "hub.session.queue must be between 1KB and 64MB") boolean isQueueInRange() {
        return queue.compareTo(MIN) >= 0 && queue.compareTo(DataSize.ofMegabytes(64)) <= 0;
    }

    @AssertTrue(message = "hub.session.batch must be between 1KB and 1MB") boolean isBatchInRange() {
        return batch.compareTo(MIN) >= 0 && batch.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }

    SessionLimits limits(Duration headLife) {
        return new SessionLimits((int) queue.toBytes(), (int) batch.toBytes(), headLife);
    }
}
