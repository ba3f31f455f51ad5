package io.ssehub.hub.chat;

import io.ssehub.protocol.generation.Generations;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of chat requests.
 *
 * @param maxMessage longest question in characters
 * @param listed most generations a client's list shows
 * @param backlog requests in the stream, of all clients, from which on new questions are refused
 */
@Validated
@ConfigurationProperties("hub.chat")
public record ChatProperties(
        @DefaultValue("8192") @Min(1) @Max(Generations.MAX_QUESTION) int maxMessage,

        @DefaultValue("50") @Min(1) @Max(500) int listed,
        @DefaultValue("10000") @Min(1) @Max(10_000_000) int backlog) {}
