package io.ssehub.worker.openai;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.Sleeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Makes Spring AI's chat model for one request; what costs something is made once and shared. */
final class Models {
    private static final JsonMapper JSON = new JsonMapper();

    /** The SDK wants a key; the one that is sent is set by {@link ProviderCall}. */
    private static final String NO_KEY = "set-by-the-transport";

    private final OpenAiProperties properties;
    private final Executor readers;
    private final OpenAiChatOptions options;

    /** @param readers runs what reads a stream, which blocks */
    Models(OpenAiProperties properties, Executor readers) {
        this.properties = properties;
        this.readers = readers;
        this.options = options(properties.chat());
    }

    ChatModel over(ProviderCall call) {
        OpenAIClientAsync client = new OpenAIClientAsyncImpl(ClientOptions.builder()
                .httpClient(call)
                .baseUrl(properties.baseUrl().toString())
                .apiKey(NO_KEY)
                .organization(properties.organizationId())
                .putHeader("User-Agent", "ssehub-chat-worker")
                // Whether it is worth trying again is decided where it is known whether anything was said.
                .maxRetries(0)
                .sleeper(NEVER)
                .streamHandlerExecutor(readers)
                // Else an environment variable could make it log questions and answers.
                .logLevel(LogLevel.OFF)
                .build());
        return OpenAiChatModel.builder()
                .openAiClient(client.sync())
                .openAiClientAsync(client)
                .options(options)
                .build();
    }

    private static OpenAiChatOptions options(OpenAiProperties.Chat chat) {
        return OpenAiChatOptions.builder()
                .model(chat.model())
                .temperature(chat.temperature())
                .topP(chat.topP())
                .maxTokens(chat.maxTokens())
                .maxCompletionTokens(chat.maxCompletionTokens())
                .frequencyPenalty(chat.frequencyPenalty())
                .presencePenalty(chat.presencePenalty())
                .seed(chat.seed())
                .stop(chat.stop())
                .reasoningEffort(chat.reasoningEffort())
                .extraBody(extra(chat.extraBody()))
                .streamUsage(true)
                .build();
    }

    private static Map<String, Object> extra(Map<String, String> fields) {
        Map<String, Object> extra = new LinkedHashMap<>();
        fields.forEach((name, value) -> extra.put(name, jsonOrText(value)));
        return extra;
    }

    private static Object jsonOrText(String value) {
        try {
            Object json = JSON.readValue(value, Object.class);
            return json == null ? value : json;
        } catch (JacksonException noJson) {
            return value;
        }
    }

    /** The SDK's own would cost a thread for every request, and it never retries. */
    private static final Sleeper NEVER = new Sleeper() {
        @Override
        public void sleep(Duration duration) {
            throw new UnsupportedOperationException("there are no retries");
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("there are no retries"));
        }

        @Override
        public void close() {}
    };
}
