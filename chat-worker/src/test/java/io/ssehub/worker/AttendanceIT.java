package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.lease.Lease;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker says that it is there, with how much it has to do, until it stops. */
class AttendanceIT {
    private final ChatClient chat = new ChatClient();
    private final Leases workers = Leases.ofWorkers(chat.link(), chat.keys());

    private List<Lease> there() {
        return ask(workers.all());
    }

    private boolean anyoneSays(String words) {
        return there().stream().anyMatch(lease -> lease.record().contains(words));
    }

    @Test
    void itTellsItsCapacityAndHowManyRequestsItWorksOn() throws InterruptedException {
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled", "worker.concurrency=5")) {
            until(() -> anyoneSays("\"running\":0,\"capacity\":5}"));
            assertThat(there()).singleElement().satisfies(lease -> {
                assertThat(lease.holder()).startsWith("worker-");
                assertThat(lease.record())
                        .matches("\\{\"version\":\"[^\"]+\",\"since\":\"[^\"]+Z\",\"history\":\"[0-9a-f]{8}\",.*}");
            });
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            until(() -> anyoneSays("\"running\":1,\"capacity\":5}"));
            answer.end(Reply.stop());
            chat.awaitEnd("alice", id);
            until(() -> anyoneSays("\"running\":0,\"capacity\":5}"));
        }
    }

    @Test
    void oneThatStopsTakesItselfOut() {
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix())) {
            until(() -> there().size() == 1);
        }
        // Nobody else is there to take out one whose lease is over.
        until(() -> ask(chat.link().send(redis -> redis.hlen(chat.keys().workers()))) == 0);
    }

    @Test
    void oneThatIsKilledIsBelievedToBeThereUntilItsLeaseIsOver() {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix())) {
            until(() -> there().size() == 1);
            worker.kill();
            until(() -> there().isEmpty());
            long left = ask(chat.link().send(redis -> redis.hlen(chat.keys().workers())));
            assertThat(left).as("the twin: it has not taken itself out").isEqualTo(1);
        }
    }
}
