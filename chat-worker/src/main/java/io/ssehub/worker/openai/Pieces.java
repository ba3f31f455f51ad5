package io.ssehub.worker.openai;

import io.ssehub.worker.generator.Reply;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Reads what Spring AI makes of each chunk of a stream. It hands out the reasoning gathered so far with every chunk; this
 * finds what is new in it.
 *
 * <p>Not thread-safe: of one stream.
 */
final class Pieces {
    private static final String ID = "id";
    private static final String REASONING = "reasoningContent";

    private @Nullable Object id;
    private int reasoned;

    Signal.Piece of(ChatResponse chunk) {
        Generation generation = chunk.getResult();
        Reply.Usage usage = usage(chunk.getMetadata());
        if (generation == null) {
            return new Signal.Piece("", "", null, usage);
        }
        String text = generation.getOutput().getText();
        return new Signal.Piece(
                text == null ? "" : text,
                newReasoning(generation.getOutput().getMetadata()),
                finishReason(generation.getMetadata().getFinishReason()),
                usage);
    }

    /** It gathers by the chunks' id, so with a new id it begins anew. */
    private String newReasoning(Map<String, Object> metadata) {
        String gathered = metadata.get(REASONING) instanceof String text ? text : "";
        Object of = metadata.get(ID);
        if (of == null || !of.equals(id)) {
            id = of;
            reasoned = 0;
        }
        String fresh = gathered.substring(Math.min(reasoned, gathered.length()));
        reasoned = gathered.length();
        return fresh;
    }

    private static @Nullable String finishReason(@Nullable String reason) {
        return reason == null || reason.isEmpty() ? null : reason.toLowerCase(Locale.ROOT);
    }

    /** Spring AI tells zeros where the provider has told nothing. */
    private static Reply.@Nullable Usage usage(ChatResponseMetadata metadata) {
        Usage usage = metadata.getUsage();
        Integer input = usage.getPromptTokens();
        Integer output = usage.getCompletionTokens();
        return input == null || output == null || (input == 0 && output == 0) ? null : new Reply.Usage(input, output);
    }
}
