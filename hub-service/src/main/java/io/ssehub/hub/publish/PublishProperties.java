package io.ssehub.hub.publish;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Publications by HTTP.
 *
 * @param direct whether a plain publication is answered without a servlet and without a thread of its own
 * @param batchLines most publications in one batch
 * @param batchSize largest body of a batch
 */
@Validated
@ConfigurationProperties("hub.publish")
record PublishProperties(
        @DefaultValue("true") boolean direct,
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchLines,
        @DefaultValue("1MB") @NotNull DataSize batchSize) {

    @AssertTrue(message = "hub.publish.batch-size must be between 1KB and 64MB") boolean isBatchSizeInRange() {
        return batchSize.compareTo(DataSize.ofKilobytes(1)) >= 0 && batchSize.compareTo(DataSize.ofMegabytes(64)) <= 0;
    }
}
