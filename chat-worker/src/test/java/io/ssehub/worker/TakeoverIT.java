package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TakeoverIT {
    private static final String CONTROLLED = "worker.generator=controlled";
    private static final String SHORT_LEASE = "worker.lease=300ms";
    /** A worker with this one hardly renews, as if its process stood still. */
    private static final String LONG_LEASE = "worker.lease=1h";

    private static final String NO_DRAIN = "worker.drain=0";

    private final ChatClient chat = new ChatClient();

    @Test
    void aKilledWorkersAnswerIsBegunAgainByAnother() throws InterruptedException {
        WorkerUnderTest killed = WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE, NO_DRAIN);
        String id = chat.submit("alice", "question");
        killed.controlled().next().say("half");
        until(() -> chat.text("alice", id, 1).equals("half"));
        killed.kill();
        try (WorkerUnderTest other = WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE)) {
            Answer again = other.controlled().next();
            again.say("whole");
            again.end(Reply.stop());
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.attempt()).isEqualTo(2);
            assertThat(generation.text()).isEqualTo("whole").isEqualTo(chat.text("alice", id, 2));
            assertThat(chat.endings("alice", id)).hasSize(1);
            chat.awaitNoRequests();
            assertThat(other.get(MeterRegistry.class)
                            .counter("worker.attempts.repeated")
                            .count())
                    .isEqualTo(1);
        } finally {
            killed.close();
        }
    }

    @Test
    void theOldWorkerIsFencedAndLeavesTheRequestAlone() throws InterruptedException {
        try (WorkerUnderTest old = WorkerUnderTest.start(chat.prefix(), CONTROLLED, LONG_LEASE, NO_DRAIN)) {
            String id = chat.submit("alice", "question");
            Answer stale = old.controlled().next();
            stale.say("stale");
            until(() -> chat.text("alice", id, 1).equals("stale"));
            try (WorkerUnderTest other = WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE)) {
                Answer fresh = other.controlled().next();
                stale.say(" and staler");
                assertThat(stale.interrupted().join()).isTrue();
                until(() -> old.get(MeterRegistry.class)
                                .find("worker.run")
                                .tag("outcome", "lease_lost")
                                .timer()
                        != null);
                assertThat(ask(chat.queue().size())).isEqualTo(1);
                fresh.say("fresh");
                fresh.end(Reply.stop());
                assertThat(chat.awaitEnd("alice", id).text()).isEqualTo("fresh");
                assertThat(chat.text("alice", id, 1)).isEqualTo("stale");
                assertThat(chat.endings("alice", id)).hasSize(1);
            }
        }
    }

    @Test
    void aLostLeaseStopsAGeneratorThatSaysNothing() throws InterruptedException {
        // With room for one it takes nothing back before it has let go.
        try (WorkerUnderTest slow =
                WorkerUnderTest.start(chat.prefix(), CONTROLLED, "worker.lease=6s", "worker.concurrency=1", NO_DRAIN)) {
            String id = chat.submit("alice", "question");
            Answer silent = slow.controlled().next();
            try (WorkerUnderTest other = WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE)) {
                Answer fresh = other.controlled().next();
                assertThat(silent.interrupted().join()).isTrue();
                fresh.end(Reply.stop());
                assertThat(chat.awaitEnd("alice", id).state()).isEqualTo(GenerationState.COMPLETED);
                until(() -> slow.get(MeterRegistry.class)
                                .counter("worker.leases.lost")
                                .count()
                        == 1);
            }
        }
    }

    @Test
    void tooManyAttemptsAreAnEnding() throws InterruptedException {
        String id = null;
        for (int attempt = 1; attempt <= 2; attempt++) {
            WorkerUnderTest killed =
                    WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE, NO_DRAIN, "worker.max-attempts=2");
            if (id == null) {
                id = chat.submit("alice", "question");
            }
            killed.controlled().next();
            killed.kill();
            killed.close();
        }
        try (WorkerUnderTest last =
                WorkerUnderTest.start(chat.prefix(), CONTROLLED, SHORT_LEASE, "worker.max-attempts=2")) {
            assertThat(chat.awaitEnd("alice", id).code()).contains("too_many_attempts");
            assertThat(chat.endings("alice", id)).hasSize(1);
            chat.awaitNoRequests();
            assertThat(last.controlled().isIdle()).isTrue();
        }
    }

    @Test
    void aStoppedWorkerGivesBackAtOnceWhatItCannotFinish() throws InterruptedException {
        WorkerUnderTest stopped = WorkerUnderTest.start(chat.prefix(), CONTROLLED, LONG_LEASE, NO_DRAIN);
        String id = chat.submit("alice", "question");
        Answer answer = stopped.controlled().next();
        stopped.close();
        assertThat(answer.interrupted().join()).isTrue();
        // With a lease of an hour nobody would take it over yet, had it not been given back.
        try (WorkerUnderTest other = WorkerUnderTest.start(chat.prefix(), CONTROLLED, LONG_LEASE)) {
            other.controlled().next().end(Reply.stop());
            assertThat(chat.awaitEnd("alice", id).attempt()).isEqualTo(2);
        }
    }

    @Test
    void aStoppedWorkerFinishesWhatItHasBegun() throws InterruptedException {
        WorkerUnderTest stopped = WorkerUnderTest.start(chat.prefix(), CONTROLLED, "worker.drain=1m");
        String id = chat.submit("alice", "question");
        Answer answer = stopped.controlled().next();
        Thread stopping = Thread.ofVirtual().start(stopped::close);
        answer.say("to the end");
        answer.end(Reply.stop());
        stopping.join();
        assertThat(chat.awaitEnd("alice", id).text()).isEqualTo("to the end");
        assertThat(ask(chat.queue().size())).isZero();
    }

    @Test
    void duplicatesInTheStreamAreHarmless() throws InterruptedException {
        List<WorkerUnderTest> workers = Stream.of(1, 2)
                .map(each -> WorkerUnderTest.start(chat.prefix(), CONTROLLED, LONG_LEASE))
                .toList();
        try {
            String id = chat.submit("alice", "question");
            for (int i = 0; i < 10; i++) {
                ask(chat.queue().add("alice", id));
            }
            until(() -> workers.stream().anyMatch(worker -> !worker.controlled().isIdle()));
            until(() -> ask(chat.queue().size()) == 1);
            WorkerUnderTest chosen = workers.stream()
                    .filter(worker -> !worker.controlled().isIdle())
                    .findFirst()
                    .orElseThrow();
            Answer answer = chosen.controlled().next();
            answer.say("once");
            answer.end(Reply.stop());
            Generation generation = chat.awaitEnd("alice", id);
            chat.awaitNoRequests();
            assertThat(generation.attempt()).isEqualTo(1);
            assertThat(generation.text()).isEqualTo("once");
            assertThat(chat.endings("alice", id)).hasSize(1);
            assertThat(workers)
                    .allSatisfy(
                            worker -> assertThat(worker.controlled().isIdle()).isTrue());
        } finally {
            workers.forEach(WorkerUnderTest::close);
        }
    }
}
