package io.ssehub.worker.config;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who answers.
 *
 * @param generator the name of the generator; scripted is built in and needs neither a model nor a key
 */
@Validated
@ConfigurationProperties("worker")
public record GeneratorProperties(
        @DefaultValue("scripted") @NotBlank String generator) {
    static final String NAME = "worker.generator";
}
