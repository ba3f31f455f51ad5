package io.ssehub.protocol.boot;

import io.ssehub.protocol.generation.QueueLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one client may have open. Must be the same in every service, since whoever accepts or ends something applies
 * it.
 *
 * @param inFlight most of a client's questions in the request stream at once, those being answered included
 * @param waiting most of a client's questions that wait for one of those; more get 429
 */
@Validated
@ConfigurationProperties("hub.chat")
public record FairQueueProperties(
        @DefaultValue("3") @Min(1) @Max(1_000) int inFlight,
        @DefaultValue("50") @Min(0) @Max(10_000) int waiting) {

    QueueLimits limits() {
        return new QueueLimits(inFlight, waiting);
    }
}
