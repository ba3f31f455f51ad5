package io.ssehub.worker.openai;

import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.worker.fixture.FakeProvider;
import io.ssehub.worker.fixture.FakeProvider.Behaviour;
import io.ssehub.worker.fixture.FakeProvider.Exchange;
import io.ssehub.worker.fixture.Heard;
import io.ssehub.worker.generator.Question;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt of the generating thread closes the provider's connection, whatever it is waiting for. */
class CancelledCallTest {
    private final FakeProvider server = new FakeProvider();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        server.close();
    }

    /** Asks, interrupts once it has heard so much, and waits until both sides have noticed. */
    private void cancelAfter(int pieces, Behaviour behaviour) throws Exception {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        server.then(exchange -> {
            behaviour.answer(exchange);
            waiting.complete(null);
            exchange.awaitClosedByClient();
            closed.complete(null);
        });
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread generating = Thread.ofVirtual().start(() -> {
            try {
                Provider.of(server.baseUrl()).generate(new Question("How are you?"), heard);
                outcome.complete(null);
            } catch (Throwable thrown) {
                outcome.complete(thrown);
            }
        });
        waiting.get(1, TimeUnit.MINUTES);
        until(() -> heard.pieces().size() == pieces);
        assertThat(closed).isNotDone();
        generating.interrupt();
        assertThat(outcome.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
        closed.get(1, TimeUnit.MINUTES);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void beforeTheHead() throws Exception {
        cancelAfter(0, exchange -> {});
    }

    @Test
    void beforeTheFirstToken() throws Exception {
        cancelAfter(0, Exchange::stream);
    }

    @Test
    void inMidAnswer() throws Exception {
        cancelAfter(2, exchange -> exchange.stream().say("Hel").say("lo"));
    }

    @Test
    void inMidLine() throws Exception {
        cancelAfter(1, exchange -> exchange.stream().say("Hel").raw("data: {\"id\""));
    }
}
