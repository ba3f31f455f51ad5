package io.ssehub.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.ScriptedServer.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ReaderControlTest extends ReaderFixture {
    ReaderControlTest() throws IOException {
        super(AT_ONCE);
    }

    @Test
    void cutItComesBackWithItsCursor() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("id: 5\ndata: a\n\n");
        awaitData("a");

        reader.cut().join();

        assertThat(stream.awaitReset()).isFalse();
        assertThat(two.next().header("Last-Event-ID")).isEqualTo("5");
        assertThat(reader.count(Ending.CUT)).isEqualTo(1);
    }

    @Test
    void cutWithAResetTheServerIsToldSo() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("id: 5\ndata: a\n\n");
        awaitData("a");

        reader.reset().join();

        assertThat(stream.awaitReset()).isTrue();
        assertThat(two.next().header("Last-Event-ID")).isEqualTo("5");
    }

    @Test
    void cutBeforeTheAnswerItComesBackToo() throws InterruptedException {
        SseReader reader = open();
        Exchange unanswered = one.next();

        reader.cut().join();

        assertThat(unanswered.awaitReset()).isFalse();
        two.next().stream().send("data: a\n\n");
        awaitData("a");
    }

    @Test
    void sentAwayItStaysAwayUntilItIsCalledBack() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream().send("id: 5\ndata: a\n\n");
        awaitData("a");

        reader.leave().join();

        assertThat(stream.awaitReset()).isFalse();
        assertThat(reader.state()).isEqualTo(ReaderState.AWAY);
        assertThat(two.waiting()).isZero();

        reader.comeBack().join();

        assertThat(two.next().header("Last-Event-ID")).isEqualTo("5");
    }

    @Test
    void frozenItReadsNothingUntilItThaws() throws InterruptedException {
        SseReader frozen = open();
        Exchange stream = one.next().stream().send("data: a\n\n");
        awaitData("a");
        frozen.freeze().join();
        stream.send("data: b\n\n");

        // The same thread serves another reader: when that one has read twice, the frozen one has had its turn.
        List<String> other = new CopyOnWriteArrayList<>();
        client.open(List.of(path(two)), event -> other.add(event.data()));
        Exchange lively = two.next().stream().send("data: 1\n\n");
        await("the first turn", () -> other.size() == 1);
        lively.send("data: 2\n\n");
        await("the second turn", () -> other.size() == 2);
        assertThat(data()).containsExactly("a");

        frozen.thaw().join();

        awaitData("a", "b");
    }

    @Test
    void frozenItIsStillCutOnDemand() throws InterruptedException {
        SseReader reader = open();
        Exchange stream = one.next().stream();
        await("the stream", () -> reader.opens() == 1);
        reader.freeze().join();

        reader.cut().join();

        assertThat(stream.awaitReset()).isFalse();
        two.next().stream().send("data: a\n\n");
        reader.thaw().join();
        awaitData("a");
    }
}
