package io.ssehub.hub.node;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who this node is.
 *
 * @param name shown to people and in metrics; empty for a random one
 */
@Validated
@ConfigurationProperties("hub.node")
public record NodeProperties(
        @DefaultValue("")
        @Pattern(regexp = "[A-Za-z0-9._-]{0,64}", message = "must be at most 64 characters out of A-Z a-z 0-9 . _ -") String name) {}
