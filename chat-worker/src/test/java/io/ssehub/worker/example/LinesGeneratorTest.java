package io.ssehub.worker.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.fixture.Heard;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Question;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.ReplyGenerator;
import io.ssehub.worker.provider.ProviderMeters;
import io.ssehub.worker.provider.ProviderProperties;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The example of {@code docs/providers.md} does what the page says, and is what the page shows. */
class LinesGeneratorTest {
    private static final Path ROOT = Path.of(System.getProperty("ssehub.root", ".."));
    private static final Path HERE = ROOT.resolve("chat-worker/src/test/java/io/ssehub/worker/example");
    private static final Question QUESTION = new Question("?");

    private final FakeProvider server = new FakeProvider();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        server.close();
    }

    private LinesGenerator generator() {
        return new LinesGenerator(URI.create(server.baseUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LinesGenerator.java", "LinesConfiguration.java"})
    void thePageShowsTheCode(String file) throws Exception {
        String code = Files.readString(HERE.resolve(file));
        String shown = code.substring(code.indexOf("/**"));
        assertThat(Files.readString(ROOT.resolve("docs/providers.md"))).contains("```java\n" + shown + "```");
    }

    @Test
    void itAnswersLineByLine() throws Exception {
        server.then(exchange -> exchange.head(200).raw("one\nt").raw("wo\n").end());
        assertThat(generator().generate(QUESTION, heard)).isEqualTo(Reply.stop());
        assertThat(heard.pieces()).containsExactly("one\n", "two\n");
    }

    @Test
    void itFailsWithACode() {
        server.then(exchange -> exchange.refuse(404, "no"));
        assertThat(failure()).isEqualTo(FailureCode.PROVIDER_REJECTED);
        server.then(exchange -> exchange.head(200).raw("one\n").leave());
        assertThat(failure()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    private FailureCode failure() {
        return catchThrowableOfType(GenerationException.class, () -> generator().generate(QUESTION, heard))
                .code();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptClosesItsConnection(boolean withHead) throws Exception {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.then(exchange -> {
            if (withHead) {
                exchange.head(200).raw("one\n");
            }
            waiting.complete(null);
            exchange.awaitClosedByClient();
            closed.complete(null);
        });
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        Thread generating = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(generator().generate(QUESTION, heard));
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        waiting.get(1, TimeUnit.MINUTES);
        generating.interrupt();
        assertThat(outcome.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
        closed.get(1, TimeUnit.MINUTES);
    }

    @EnableConfigurationProperties(ProviderProperties.class)
    static class Properties {}

    /** Counts nothing. */
    static final class Nobody implements ProviderMeters {
        @Override
        public void providerAsked(String outcome, Duration duration) {}

        @Override
        public void providerBegan(Duration sinceAsked) {}

        @Override
        public void providerRetried() {}

        @Override
        public void providerSpared(String why) {}
    }

    @Test
    void itsBeanIsAGeneratorOfThatName() {
        server.then(exchange -> exchange.head(200).raw("one\n").end());
        new ApplicationContextRunner()
                .withUserConfiguration(Properties.class, Nobody.class, LinesConfiguration.class)
                .withPropertyValues("worker.lines.url=" + server.baseUrl())
                .run(context -> {
                    context.getBean("lines", ReplyGenerator.class).generate(QUESTION, heard);
                    assertThat(heard.text()).isEqualTo("one\n");
                });
    }
}
