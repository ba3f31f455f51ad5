package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.ScriptedServer.Exchange;
import io.ssehub.loadtest.sse.SseEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers that a server has trouble with. */
class ReaderTroubleTest extends ReaderFixture {
    private static final int RECEIVE_BUFFER = 4096;

    /** Far more than a connection's buffers hold on both sides. */
    private static final int MANY = 20_000;

    private static final String FILLER = "x".repeat(1000);

    ReaderTroubleTest() throws IOException {
        super(AT_ONCE.receiveBufferBytes(RECEIVE_BUFFER));
    }

    @Test
    void aFrozenReaderKeepsTheServerWaitingUntilItThaws() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("data: a\n\n");
        awaitData("a");
        reader.freeze().join();

        Thread writer = Thread.ofVirtual().start(() -> stream.send(events(MANY)));
        await("the server waits", () -> writer.getState() == Thread.State.WAITING);
        assertThat(data()).containsExactly("a");

        reader.thaw().join();
        await("all events", () -> events.size() == 1 + MANY);
        assertThat(ids()).containsExactlyElementsOf(numbers(MANY));
        writer.join();
    }

    @Test
    void aSlowReaderGetsEverythingInOrderInSmallReads() throws InterruptedException {
        List<SseEvent> slow = new CopyOnWriteArrayList<>();
        ReaderOptions options = AT_ONCE.receiveBufferBytes(RECEIVE_BUFFER).bytesPerSecond(200_000);
        client.open(List.of(path(one)), options, slow::add);
        Exchange stream = one.next().stream();

        Thread writer = Thread.ofVirtual().start(() -> stream.send(events(100)));
        await("all events", () -> slow.size() == 100);

        assertThat(slow.stream().map(SseEvent::lastEventId)).containsExactlyElementsOf(numbers(100));
        writer.join();
    }

    @Test
    void anAbandonedConnectionTellsTheServerNothing() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("id: 5\ndata: a\n\n");
        awaitData("a");

        reader.abandon().join();

        Exchange next = two.next();
        assertThat(next.header("Last-Event-ID")).isEqualTo("5");
        assertThat(stream.isOpen()).isTrue();
        assertThat(reader.count(Ending.ABANDONED)).isEqualTo(1);

        stream.send("id: 6\ndata: unheard\n\n");
        next.stream().send("id: 6\ndata: b\n\n");
        awaitData("a", "b");
    }

    @Test
    void anAbandonedConnectionIsClosedWithItsReader() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("data: a\n\n");
        awaitData("a");
        reader.abandon().join();
        Exchange next = two.next();

        reader.close();

        assertThat(stream.awaitReset()).isFalse();
        assertThat(next.awaitReset()).isFalse();
        await("it is closed", () -> reader.state() == ReaderState.CLOSED);
    }

    @Test
    void frozenItDoesNotNoticeThatTheServerHasEnded() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("data: a\n\n");
        awaitData("a");
        reader.freeze().join();
        stream.send("data: b\n\n").close();
        assertThat(reader.state()).isEqualTo(ReaderState.OPEN);

        reader.thaw().join();

        awaitData("a", "b");
        two.next();
        assertThat(reader.count(Ending.SERVER_ENDED)).isEqualTo(1);
    }

    private List<String> ids() {
        return events.stream().skip(1).map(SseEvent::lastEventId).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    private static String events(int count) {
        StringBuilder all = new StringBuilder();
        for (String number : numbers(count)) {
            all.append("id: ").append(number).append("\ndata: ").append(FILLER).append("\n\n");
        }
        return all.toString();
    }
}
