package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.ScriptedServer;
import io.ssehub.loadtest.ScriptedServer.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManyReadersTest {
    private static final int READERS = 5_000;
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Test
    void oneProcessHoldsFiveThousandReaders() throws IOException, InterruptedException {
        AtomicInteger received = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer();
                SseClient client = new SseClient(ReaderOptions.defaults())) {
            for (int i = 0; i < READERS; i++) {
                client.open(List.of(server.url().resolve("/stream")), event -> received.incrementAndGet());
            }
            List<Exchange> streams = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                streams.add(server.next().stream());
            }
            Await.until("all are open", DEADLINE, () -> client.count(ReaderState.OPEN) == READERS);

            streams.forEach(stream -> stream.send("data: a\n\n"));
            Await.until("all have read", DEADLINE, () -> received.get() == READERS);

            assertThat(client.readers()).hasSize(READERS).allMatch(reader -> reader.opens() == 1);
        }
    }
}
