package io.ssehub.worker.openai;

import io.ssehub.worker.generator.FragmentConsumer;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.ReplyGenerator;
import io.ssehub.worker.generator.Turn;
import io.ssehub.worker.provider.ProviderProperties;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Answers by an endpoint that speaks OpenAI's chat completions, as a stream. A token is a piece of the answer or of its
 * reasoning; nothing else, neither comments nor empty chunks, counts as a sign of life.
 */
public final class OpenAiGenerator implements ReplyGenerator {
    /** Usage comes in a chunk of its own behind the finish reason, if at all; the reader waits for its ending. */
    private static final Duration PATIENCE_FOR_USAGE = Duration.ofSeconds(2);

    /** A stream that is read to its end leaves a connection that can be used again. */
    private static final Duration PATIENCE_FOR_END = Duration.ofMillis(100);

    private final HttpClient http;
    private final Models models;
    private final ApiKey key;
    private final Failures failures;
    private final ProviderProperties patience;

    public OpenAiGenerator(OpenAiProperties properties, ProviderProperties provider) {
        Executor threads = Executors.newVirtualThreadPerTaskExecutor();
        this.http = HttpClient.newBuilder()
                // Closing a stream then is closing its connection, which every server understands.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(provider.connectTimeout())
                .executor(threads)
                .build();
        this.models = new Models(properties, threads);
        this.key = properties.apiKey();
        this.failures = new Failures(key);
        this.patience = provider;
        // The first reader should not wait until the SDK is loaded.
        var _ = models.over(newCall());
    }

    @Override
    public Reply generate(Question question, FragmentConsumer fragments)
            throws GenerationException, InterruptedException {
        ProviderCall call = newCall();
        try (AnswerStream stream = AnswerStream.open(models.over(call), prompt(question), call)) {
            return read(stream, fragments);
        }
    }

    private ProviderCall newCall() {
        return new ProviderCall(http, key, patience.maxEvent().toBytes());
    }

    private Prompt prompt(Question question) {
        List<Message> messages = new ArrayList<>();
        if (!patience.systemPrompt().isEmpty()) {
            messages.add(new SystemMessage(patience.systemPrompt()));
        }
        for (Turn turn : question.earlier()) {
            messages.add(
                    switch (turn.role()) {
                        case USER -> new UserMessage(turn.text());
                        case ASSISTANT -> new AssistantMessage(turn.text());
                    });
        }
        messages.add(new UserMessage(question.text()));
        return new Prompt(messages);
    }

    private Reply read(AnswerStream stream, FragmentConsumer fragments)
            throws GenerationException, InterruptedException {
        boolean begun = false;
        Reply.@Nullable Usage usage = null;
        long deadline = System.nanoTime() + patience.firstTokenTimeout().toNanos();
        while (true) {
            switch (stream.next(deadline)) {
                case null ->
                    throw Failures.silent(begun ? patience.tokenTimeout() : patience.firstTokenTimeout(), begun);
                case Signal.End(Throwable problem) ->
                    throw problem == null
                            ? Failures.brokenOff("the stream ended without a finish reason", begun)
                            : failures.of(problem, begun);
                case Signal.Piece piece -> {
                    usage = piece.usage() == null ? usage : piece.usage();
                    if (!offer(piece, fragments)) {
                        return new Reply(Reply.STOP, Optional.ofNullable(usage));
                    }
                    if (piece.finishReason() != null) {
                        return new Reply(piece.finishReason(), Optional.ofNullable(lastUsage(stream, usage)));
                    }
                    if (piece.isSaid()) {
                        begun = true;
                        deadline = System.nanoTime() + patience.tokenTimeout().toNanos();
                    }
                }
            }
        }
    }

    private static boolean offer(Signal.Piece piece, FragmentConsumer fragments) {
        return (piece.reasoning().isEmpty() || fragments.offerReasoning(piece.reasoning()))
                && (piece.text().isEmpty() || fragments.offer(piece.text()));
    }

    /** The answer is complete; what is still to come can only tell its usage, and whatever goes wrong now is no matter. */
    private static Reply.@Nullable Usage lastUsage(AnswerStream stream, Reply.@Nullable Usage soFar)
            throws InterruptedException {
        Reply.Usage usage = soFar;
        long deadline = System.nanoTime() + (usage == null ? PATIENCE_FOR_USAGE : PATIENCE_FOR_END).toNanos();
        while (stream.next(deadline) instanceof Signal.Piece piece) {
            if (piece.usage() != null) {
                usage = piece.usage();
                deadline = Math.min(deadline, System.nanoTime() + PATIENCE_FOR_END.toNanos());
            }
        }
        return usage;
    }
}
