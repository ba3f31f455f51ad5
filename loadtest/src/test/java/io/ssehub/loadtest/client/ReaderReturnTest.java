package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.ScriptedServer.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReaderReturnTest extends ReaderFixture {
    ReaderReturnTest() throws IOException {
        super(AT_ONCE);
    }

    @Test
    void itGoesToTheNextNodeAndRoundAgain() throws InterruptedException {
        open();
        one.next().stream().close();
        two.next().stream().close();
        one.next().stream().close();
        two.next().stream().send("data: a\n\n");

        awaitData("a");
    }

    @Test
    void itResumesAfterTheLastWholeEvent() throws InterruptedException {
        SseReader reader = open();
        one.next().stream().send("id: 5\ndata: a\n\nid: 6\ndata: b").close();
        Exchange second = two.next();

        assertThat(second.header("Last-Event-ID")).isEqualTo("5");
        assertThat(reader.lastEventId()).isEqualTo("5");
    }

    @Test
    void itResumesAfterAnIdThatCameWithoutAnEvent() throws InterruptedException {
        open();
        one.next().stream().send("id: 5\n\n").close();

        assertThat(two.next().header("Last-Event-ID")).isEqualTo("5");
    }

    @Test
    void aConnectionWithoutIdsDoesNotForgetTheCursor() throws InterruptedException {
        open();
        one.next().stream().send("id: 5\ndata: a\n\n").close();
        two.next().stream().send("data: b\n\n").close();

        assertThat(one.next().header("Last-Event-ID")).isEqualTo("5");
    }

    @Test
    void anEmptyIdForgetsTheCursor() throws InterruptedException {
        open();
        one.next().stream().send("id: 5\ndata: a\n\nid\ndata: b\n\n").close();

        assertThat(two.next().head()).noneMatch(line -> line.startsWith("Last-Event-ID"));
    }

    @Test
    void anIdIsSentAsUtf8() throws InterruptedException {
        open();
        one.next().stream().send("id: é你\ndata: a\n\n").close();
        byte[] sent = two.next().header("Last-Event-ID").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new String(sent, StandardCharsets.UTF_8)).isEqualTo("é你");
    }

    @Test
    void aRefusalIsCountedAndTheNextNodeTried() throws InterruptedException {
        SseReader reader = open();
        one.next().answer(503, "application/problem+json", "{}");
        two.next().answer(404, "text/plain", "");
        one.next().stream().send("data: a\n\n");

        awaitData("a");
        assertThat(reader.count(Ending.REFUSED)).isEqualTo(2);
        assertThat(client.count(Ending.REFUSED)).isEqualTo(2);
        assertThat(reader.opens()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsDownIsPassedOver() throws IOException, InterruptedException {
        one.close();
        SseReader reader = open();
        two.next().stream().send("data: a\n\n");

        awaitData("a");
        assertThat(reader.count(Ending.CONNECT_FAILED)).isEqualTo(1);
        assertThat(reader.url()).isEqualTo(path(two));
    }

    @Test
    void status204StopsItForGood() throws InterruptedException {
        SseReader reader = open();
        one.next().answer(204, "text/plain", "");
        await("the stop", () -> reader.state() == ReaderState.STOPPED);

        reader.comeBack().join();
        reader.cut().join();

        assertThat(reader.state()).isEqualTo(ReaderState.STOPPED);
        assertThat(reader.lastStatus()).isEqualTo(204);
        assertThat(reader.count(Ending.NO_CONTENT)).isEqualTo(1);
        assertThat(two.waiting()).isZero();
    }

    @Test
    void closedItStaysClosed() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream();
        await("the stream", () -> reader.opens() == 1);

        reader.close();

        assertThat(stream.awaitReset()).isFalse();
        await("the end", () -> reader.state() == ReaderState.CLOSED);
        assertThat(reader.count(Ending.CLOSED)).isEqualTo(1);
        assertThat(two.waiting()).isZero();
    }
}
