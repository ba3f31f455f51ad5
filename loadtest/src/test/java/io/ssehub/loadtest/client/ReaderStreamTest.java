package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.loadtest.ScriptedServer.Exchange;
import io.ssehub.loadtest.sse.SseEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderStreamTest extends ReaderFixture {
    ReaderStreamTest() throws IOException {
        super(AT_ONCE.maxEventBytes(100));
    }

    @Test
    void itAsksForAnEventStream() throws InterruptedException {
        open();
        Exchange request = one.next();

        assertThat(request.head().getFirst()).isEqualTo("GET /stream?topics=a,b HTTP/1.1");
        assertThat(request.header("Accept")).isEqualTo("text/event-stream");
        assertThat(request.header("Host")).isEqualTo(one.url().getAuthority());
        assertThat(request.header("Last-Event-ID")).isEmpty();
    }

    @Test
    void itReadsAStreamThatEndsWithTheConnection() throws InterruptedException {
        SseReader reader = open();
        one.next().stream().send("event: tick\nid: 1\ndata: 你好\n\n");

        awaitData("你好");
        assertThat(events).containsExactly(new SseEvent("tick", "你好", "1"));
        assertThat(reader.state()).isEqualTo(ReaderState.OPEN);
        assertThat(client.count(ReaderState.OPEN)).isEqualTo(1);
    }

    @Test
    void itReadsAStreamInHttpChunksThatCutCharactersApart() throws InterruptedException {
        open();
        Exchange stream = one.next().streamInChunks();
        for (byte next : "data: 你好 😀\r\n\r\n".getBytes(StandardCharsets.UTF_8)) {
            stream.chunk(new byte[] {next});
        }

        awaitData("你好 😀");
    }

    @Test
    void theLastHttpChunkEndsTheConnection() throws InterruptedException {
        SseReader reader = open();
        one.next()
                .streamInChunks()
                .chunk("data: a\n\n".getBytes(StandardCharsets.UTF_8))
                .send("0\r\n\r\n");
        two.next().stream();

        await("the second stream", () -> reader.opens() == 2);
        assertThat(data()).containsExactly("a");
        assertThat(reader.count(Ending.SERVER_ENDED)).isEqualTo(1);
    }

    @Test
    void aCloseWithoutTheLastHttpChunkIsABrokenConnection() throws InterruptedException {
        SseReader reader = open();
        one.next()
                .streamInChunks()
                .chunk("data: a\n\n".getBytes(StandardCharsets.UTF_8))
                .close();
        two.next().send("HTTP/1.1 200 OK\r\nContent-Ty").close();
        one.next().close();
        two.next().stream();

        await("the last stream", () -> reader.opens() == 2);
        assertThat(data()).containsExactly("a");
        assertThat(reader.count(Ending.NETWORK_FAILED)).isEqualTo(3);
    }

    @Test
    void anEventBeyondTheBoundEndsTheConnection() throws InterruptedException {
        SseReader reader = open();
        one.next().stream().send("data: " + "x".repeat(100) + "\n\ndata: a\n\n");
        two.next().stream().send("data: b\n\n");

        awaitData("b");
        assertThat(reader.count(Ending.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @Test
    void anAnswerOfAnotherTypeIsNoStream() throws InterruptedException {
        SseReader reader = open();
        one.next().answer(200, "text/html", "data: a\n\n");
        two.next().stream();

        await("the second stream", () -> reader.opens() == 1);
        assertThat(events).isEmpty();
        assertThat(reader.count(Ending.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @Test
    void whatIsNotHttpIsNoStream() throws InterruptedException {
        SseReader reader = open();
        one.next().send("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        two.next().stream();

        await("the second stream", () -> reader.opens() == 1);
        assertThat(reader.count(Ending.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @Test
    void anAddressThatIsNotHttpIsRefused() {
        assertThatThrownBy(() -> client.open(List.of(URI.create("https://example.org/")), events::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://example.org/");
    }
}
