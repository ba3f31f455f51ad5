package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.fixture.WorkerUnderTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole worker with a model behind it. */
@ExtendWith(OutputCaptureExtension.class)
class OpenAiIT {
    private final ChatClient chat = new ChatClient();
    private final FakeProvider server = new FakeProvider();

    @AfterEach
    void close() {
        server.close();
    }

    /** What is set twice counts as set last. */
    private WorkerUnderTest start(String... properties) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "worker.generator", "openai",
                "spring.ai.openai.base-url", server.baseUrl(),
                "spring.ai.openai.chat.model", "m",
                "worker.provider.retry-delay", "1ms"));
        for (String property : properties) {
            String[] pair = property.split("=", 2);
            all.put(pair[0], pair[1]);
        }
        return WorkerUnderTest.start(
                chat.prefix(),
                all.entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    @Test
    void aModelAnswersThinksAsideAndTellsItsUsage() {
        server.always(exchange -> exchange.stream()
                .think("reasoning_content", "Greeted, so ")
                .think("reasoning_content", "I greet.")
                .say("Hel")
                .say("lo 你好")
                .finish("stop")
                .usage(11, 7)
                .done()
                .end());
        try (WorkerUnderTest worker = start()) {
            String id = chat.submit("alice", "Hi");
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.state()).isEqualTo(GenerationState.COMPLETED);
            assertThat(generation.text()).isEqualTo("Hello 你好");
            StringBuilder answer = new StringBuilder();
            StringBuilder reasoning = new StringBuilder();
            for (LogEntry fragment : chat.log("alice", "messageFragment")) {
                String content = data(fragment).get("content").asString();
                if (!data(fragment).has("kind")) {
                    answer.append(content);
                } else {
                    assertThat(data(fragment).get("kind").asString()).isEqualTo("reasoning");
                    assertThat(answer).isEmpty();
                    reasoning.append(content);
                }
            }
            assertThat(answer).hasToString("Hello 你好");
            assertThat(reasoning).hasToString("Greeted, so I greet.");
            LogEntry end = chat.endings("alice", id).getFirst();
            assertThat(data(end).get("usage").toString()).isEqualTo("{\"inputTokens\":11,\"outputTokens\":7}");
            MeterRegistry meters = worker.get(MeterRegistry.class);
            assertThat(meters.timer("worker.provider.requests", "outcome", "completed")
                            .count())
                    .isEqualTo(1);
            assertThat(meters.timer("worker.provider.first.token").count()).isEqualTo(1);
        }
    }

    @Test
    void aFailureHasItsCodeAndKeepsWhatWasSaid() {
        server.then(exchange -> exchange.stream().say("half").leave());
        try (WorkerUnderTest _ = start()) {
            String id = chat.submit("alice", "Hi");
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.state()).isEqualTo(GenerationState.FAILED);
            assertThat(generation.code()).contains("interrupted");
            assertThat(generation.text()).isEqualTo("half");
            assertThat(chat.endings("alice", id)).hasSize(1);
            chat.awaitNoRequests();
        }
    }

    @Test
    void aCancelClosesTheProvidersStream() throws Exception {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.then(exchange -> {
            waiting.complete(null);
            exchange.awaitClosedByClient();
            closed.complete(null);
        });
        try (WorkerUnderTest worker = start()) {
            chat.awaitNudgesHeard();
            String id = chat.submit("alice", "Hi");
            waiting.get(1, TimeUnit.MINUTES);
            assertThat(closed).isNotDone();
            chat.cancel("alice", id);
            closed.get(1, TimeUnit.MINUTES);
            chat.awaitNoRequests();
            assertThat(chat.find("alice", id).orElseThrow().state()).isEqualTo(GenerationState.CANCELLED);
            assertThat(worker.get(MeterRegistry.class)
                            .timer("worker.provider.requests", "outcome", "stopped")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aProviderThatNeverStopsTalkingIsStoppedAtTheGreatestLength() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.then(exchange -> {
            exchange.stream();
            try {
                while (true) {
                    exchange.say("and ");
                }
            } finally {
                closed.complete(null);
            }
        });
        try (WorkerUnderTest _ = start("worker.max-answer=1000")) {
            Generation generation = chat.awaitEnd("alice", chat.submit("alice", "Hi"));
            assertThat(generation.code()).contains("length");
            assertThat(generation.text()).hasSize(1_000);
            closed.get(1, TimeUnit.MINUTES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.ai.openai.chat.model=",
                "spring.ai.openai.api-key=line\nbreak",
                "spring.ai.openai.base-url=https://api.openai.com/v1"
            })
    void whatCannotWorkStopsTheStartAndIsNamed(String property, CapturedOutput output) {
        assertThatThrownBy(() -> start(property)).isNotNull();
        String name = property.contains("base-url") ? "spring.ai.openai.api-key" : property.split("=", 2)[0];
        assertThat(output.getAll()).contains(name).doesNotContain("break\"").doesNotContain("line\nbreak");
    }
}
