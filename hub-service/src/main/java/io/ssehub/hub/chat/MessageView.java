package io.ssehub.hub.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation as the HTTP interface shows it.
 *
 * @param nextIndex the index of the next fragment: {@code text} holds exactly those before it
 * @param finishReason why it is complete, or {@code cancelled}
 * @param usage what it took, if the provider told
 * @param error why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageView(
        String id,
        String state,
        String question,
        String conversationId,
        int attempt,
        int nextIndex,
        @Nullable String text,
        boolean acked,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String finishReason,
        @JsonRawValue @Nullable String usage,
        @Nullable Failure error) {
    /** Why an answer failed. */
    record Failure(String code, String message) {}

    static MessageView of(Generation generation) {
        return view(generation, generation.text());
    }

    static MessageView withoutText(Generation generation) {
        return view(generation, null);
    }

    private static MessageView view(Generation generation, @Nullable String text) {
        String code = generation.code().orElse(null);
        boolean failed = generation.state() == GenerationState.FAILED;
        return new MessageView(
                generation.id(),
                generation.state().code(),
                generation.question(),
                generation.conversation(),
                generation.attempt(),
                generation.fragments(),
                text,
                generation.acked(),
                generation.created(),
                generation.ended().orElse(null),
                failed ? null : code,
                generation.usage().orElse(null),
                failed && code != null ? new Failure(code, generation.error().orElse("")) : null);
    }
}
