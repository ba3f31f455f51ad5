package io.ssehub.worker.run;

import io.ssehub.protocol.conversation.Memory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of a conversation the generator gets with a question.
 *
 * @param turns most earlier questions, each with its answer; 0: none
 * @param characters most characters in all of them together; only whole questions and answers are taken, but the newest
 *     answer is shortened if it alone is longer
 */
@Validated
@ConfigurationProperties("worker.conversation")
public record ConversationProperties(
        @DefaultValue("20") @Min(0) @Max(1_000) int turns,

        @DefaultValue("16000") @Min(0) @Max(10_000_000) int characters) {

    Memory memory() {
        return new Memory(turns, characters);
    }
}
