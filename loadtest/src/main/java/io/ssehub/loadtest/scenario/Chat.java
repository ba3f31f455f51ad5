package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.HttpAnswer;
import io.ssehub.loadtest.client.HttpCaller;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.latency.Latencies;
import io.ssehub.loadtest.load.Stamp;
import io.ssehub.loadtest.result.Timing;
import io.ssehub.loadtest.server.HubTarget;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Questions, asked over HTTP on a timetable, and their answers: how long to the first piece, how long to the last. */
public final class Chat implements Scenario {
    private static final double MICROS = 1e6;

    private final Channels channels = new Channels();
    private final String question;
    private final Answers answers = new Answers();
    private final Latencies acceptance = new Latencies();
    private final LongAdder asked = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    public Chat(String question) {
        this.question = question;
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        if (!(stage.setup().target() instanceof HubTarget hub)) {
            throw new Stage.Stuck("only the hub answers questions");
        }
        int readers = stage.setup().sizes().readers();
        stage.findings().setting("question", question);
        Crowd crowd = stage.open(readers, channels::onlyOwn, ReaderOptions.defaults(), _ -> answers::onEvent);
        try (HttpCaller caller = new HttpCaller(
                stage.setup().nodes(),
                stage.setup().means().publishConnections(),
                stage.setup().sizes().patience())) {
            stage.beginMeasuring(crowd);
            ask(stage, hub, caller);
            stage.endMeasuring(crowd);
            stage.phase("waiting for the last answers");
            boolean arrived = stage.awaitQuietly(() -> accepted.sum() + refused.sum() == asked.sum())
                    && stage.awaitQuietly(crowd::isCaughtUp);
            stage.findings().check("every answer came to its end in time", arrived, "");
        }
        stage.findings().timing(Timing.of("question due → accepted", acceptance));
        stage.findings().timing(Timing.of("question due → first piece of the answer", answers.first()));
        stage.findings().timing(Timing.of("question due → whole answer", answers.whole()));
        stage.findings()
                .check(
                        "every question was accepted",
                        refused.sum() == 0 && asked.sum() > 0,
                        accepted.sum() + " of " + asked.sum() + " " + answers.problem());
        stage.findings()
                .check("no answer was an error", answers.errors() == 0, answers.errors() + " ended with messageError");
    }

    private void ask(Stage stage, HubTarget hub, HttpCaller caller) {
        double rate = stage.setup().sizes().rate();
        int readers = stage.setup().sizes().readers();
        long startMicros = Stamp.nowMicros();
        long endMicros = startMicros
                + TimeUnit.MILLISECONDS.toMicros(
                        stage.setup().sizes().duration().toMillis());
        for (long n = 0; ; n++) {
            long due = startMicros + Math.round(n * MICROS / rate);
            if (due >= endMicros) {
                return;
            }
            for (long left = due - Stamp.nowMicros(); left > 0; left = due - Stamp.nowMicros()) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(left));
            }
            ask(stage, hub, caller, (int) (n % readers), due);
        }
    }

    private void ask(Stage stage, HubTarget hub, HttpCaller caller, int reader, long dueMicros) {
        String client = channels.reader(reader);
        String requestId = UUID.randomUUID().toString();
        stage.judge().asking(client, requestId);
        asked.increment();
        caller.call(reader, hub.ask(client, question, requestId), answer -> {
            if (answer.isAccepted()) {
                onAccepted(stage, hub, client, requestId, dueMicros, answer);
            } else {
                answers.problem(answer.status() + " " + answer.body());
                refused.increment();
            }
        });
    }

    private void onAccepted(
            Stage stage, HubTarget hub, String client, String requestId, long dueMicros, HttpAnswer answer) {
        String messageId = hub.messageId(answer.body());
        acceptance.record(Stamp.nowMicros() - dueMicros);
        answers.expect(messageId, dueMicros);
        stage.judge().accepted(client, requestId, messageId);
        accepted.increment();
    }
}
