package io.ssehub.worker.openai;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which model answers, by the names Spring AI has for these settings. What is not set is not sent, so that the provider's
 * own defaults hold.
 *
 * @param baseUrl what comes before /chat/completions
 * @param apiKey the key, best given by the environment variable SPRING_AI_OPENAI_API_KEY; empty where none is needed
 * @param organizationId the organization that is billed, where there are several
 */
@Validated
@ConfigurationProperties("spring.ai.openai")
public record OpenAiProperties(
        @DefaultValue(OpenAiProperties.OPENAI) URI baseUrl,
        @DefaultValue("") ApiKey apiKey,
        @Nullable String organizationId,
        @Valid @DefaultValue Chat chat) {

    static final String OPENAI = "https://api.openai.com/v1";

    @AssertTrue(
            message = "spring.ai.openai.base-url must be an http or https address with a host, without query or user")
    boolean isBaseUrlUsable() {
        String scheme = baseUrl.getScheme();
        return ("http".equals(scheme) || "https".equals(scheme))
                && baseUrl.getHost() != null
                && baseUrl.getUserInfo() == null
                && baseUrl.getQuery() == null;
    }

    /** Whether it is OpenAI itself that is asked, which wants a key. */
    public boolean isOpenAi() {
        return baseUrl.getHost().endsWith("openai.com");
    }

    /**
     * The model and how it speaks.
     *
     * @param model its name at the provider
     * @param temperature 0 for the likeliest words, up to 2
     * @param topP the share of likely words it chooses from
     * @param maxTokens most tokens of an answer, for most endpoints
     * @param maxCompletionTokens the same for OpenAI's newer models, reasoning included
     * @param frequencyPenalty keeps it from repeating words
     * @param presencePenalty makes it bring up something new
     * @param seed makes answers repeatable, as far as the provider can
     * @param stop texts at which an answer ends
     * @param reasoningEffort how much a reasoning model thinks: none, minimal, low, medium, high
     * @param extraBody further fields of the request for providers that know them; each value is JSON, or else a text
     */
    public record Chat(
            @Nullable String model,
            @Nullable @DecimalMin("0") @DecimalMax("2") Double temperature,
            @Nullable @DecimalMin("0") @DecimalMax("1") Double topP,
            @Nullable @Min(1) Integer maxTokens,
            @Nullable @Min(1) Integer maxCompletionTokens,
            @Nullable @DecimalMin("-2") @DecimalMax("2") Double frequencyPenalty,
            @Nullable @DecimalMin("-2") @DecimalMax("2") Double presencePenalty,
            @Nullable Integer seed,
            @DefaultValue List<String> stop,
            @Nullable String reasoningEffort,
            @DefaultValue Map<String, String> extraBody) {}
}
