package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.ScriptedServer;
import io.ssehub.loadtest.sse.SseEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** Two scripted nodes and a client whose readers come back at once. */
abstract class ReaderFixture {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    static final ReaderOptions AT_ONCE = ReaderOptions.defaults().delays(Duration.ZERO, Duration.ZERO);

    final ScriptedServer one = new ScriptedServer();
    final ScriptedServer two = new ScriptedServer();
    final SseClient client;
    final List<SseEvent> events = new CopyOnWriteArrayList<>();

    ReaderFixture(ReaderOptions options) throws IOException {
        client = new SseClient(options);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        one.close();
        two.close();
    }

    /** A reader of both nodes that writes its events down. */
    SseReader open() {
        return client.open(List.of(path(one), path(two)), events::add);
    }

    List<String> data() {
        return events.stream().map(SseEvent::data).toList();
    }

    void awaitData(String... data) {
        await("events " + String.join(", ", data), () -> events.size() >= data.length);
        assertThat(data()).containsExactly(data);
    }

    static void await(String what, BooleanSupplier condition) {
        Await.until(what, DEADLINE, condition);
    }

    static URI path(ScriptedServer server) {
        return server.url().resolve("/stream?topics=a,b");
    }
}
