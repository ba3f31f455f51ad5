package io.ssehub.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.loadtest.ScriptedServer.Exchange;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.judge.Judge;
import io.ssehub.loadtest.judge.JudgedReader;
import io.ssehub.loadtest.judge.Verdict;
import io.ssehub.loadtest.load.Stamp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reader and judge together: with resume a reader that was away loses nothing, without it the judge says what it lost.
 */
class TwinTest {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final String CHANNEL = "broadcast";

    private final Judge judge = new Judge();
    private long published;

    @Test
    void withResumeNothingIsLost() throws Exception {
        Verdict verdict = runWithAnAbsence(true);

        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(verdict.delivered()).isEqualTo(5);
    }

    @Test
    void withoutItTheJudgeFindsTheLoss() throws Exception {
        Verdict verdict = runWithAnAbsence(false);

        assertThat(verdict.lost()).as(verdict.toString()).isEqualTo(2);
        assertThat(verdict.toString()).contains("p: never got 3-4");
    }

    /** Two events, two more while the reader is away, and one when it is back. */
    private Verdict runWithAnAbsence(boolean resume) throws IOException, InterruptedException {
        Subscription subscription = Subscription.of("alice");
        JudgedReader judged = judge.reader(subscription);
        try (ScriptedServer one = new ScriptedServer();
                ScriptedServer two = new ScriptedServer();
                SseClient client = new SseClient(ReaderOptions.defaults().resume(resume))) {
            SseReader reader = client.open(subscription.urls(List.of(one.url(), two.url()), 0), judged::onEvent);
            Exchange before = one.next().stream();
            send(before, publish());
            send(before, publish());
            Await.until("both events", DEADLINE, judge::isCaughtUp);

            reader.leave().join();
            publish();
            publish();
            assertThat(judge.isCaughtUp()).isFalse();
            reader.comeBack().join();

            Exchange after = two.next();
            after.stream();
            String cursor = after.header("Last-Event-ID");
            long from = cursor.isEmpty() ? published : Long.parseLong(cursor);
            for (long sequence = from + 1; sequence <= published; sequence++) {
                send(after, sequence);
            }
            send(after, publish());
            Await.until("the last event", DEADLINE, judge::isCaughtUp);
            return judge.verdict();
        }
    }

    private long publish() {
        published++;
        judge.publishing(CHANNEL, "p", published);
        judge.published(CHANNEL, "p", published);
        return published;
    }

    private static void send(Exchange stream, long sequence) {
        String data = new Stamp("p", CHANNEL, sequence, 1).encode();
        stream.send("id: " + sequence + "\nevent: tick\ndata: " + data + "\n\n");
    }
}
