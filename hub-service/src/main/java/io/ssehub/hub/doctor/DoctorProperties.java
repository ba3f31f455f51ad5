package io.ssehub.hub.doctor;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The check of connections.
 *
 * @param streams most checks this node takes at once; more get 503. 0: none
 */
@Validated
@ConfigurationProperties("hub.doctor")
record DoctorProperties(
        @DefaultValue("16") @Min(0) @Max(1_000) int streams) {}
