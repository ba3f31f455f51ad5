package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What was left lying is found and put right; each case names who died, and the counter says that it was the janitor. */
@ExtendWith(OutputCaptureExtension.class)
class JanitorIT {
    private static final String OFTEN = "worker.janitor.interval=200ms";
    private static final String NEVER = "worker.janitor.interval=1d";
    private static final String CONTROLLED = "worker.generator=controlled";

    private final ChatClient chat = new ChatClient();

    private static double count(WorkerUnderTest worker, String meter, String... tags) {
        return worker.get(MeterRegistry.class).counter(meter, tags).count();
    }

    private static double repairs(WorkerUnderTest worker, String kind) {
        return count(worker, "worker.janitor.repairs", "kind", kind);
    }

    /** Waits until so many are counted, which happens a moment after what they bring about. */
    private static void awaitRepairs(WorkerUnderTest worker, String kind, int count) {
        until(() -> repairs(worker, kind) >= count);
    }

    private void dropRequests() {
        ask(chat.link().send(redis -> redis.del(chat.keys().requests())));
    }

    @Test
    void aQuestionWhoseHubDiedBeforeItWasQueuedIsAnswered() {
        String id = chat.submitAndDie("alice", "question");
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), OFTEN)) {
            assertThat(chat.awaitEnd("alice", id).state()).isEqualTo(GenerationState.COMPLETED);
            awaitRepairs(worker, "queued", 1);
            chat.awaitNoRequests();
        }
    }

    @Test
    void withoutAJanitorItIsNotAnsweredThoughAllOthersAre() {
        String id = chat.submitAndDie("alice", "question");
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix(), NEVER)) {
            chat.awaitEnd("bob", chat.submit("bob", "question"));
            chat.awaitNoRequests();
            assertThat(chat.find("alice", id).orElseThrow().state()).isEqualTo(GenerationState.QUEUED);
        }
    }

    @Test
    void questionsWhoseRequestsWereLostAreAnsweredAndSoAreThoseThatWaitForThem() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(chat.submit("alice", "question " + i));
        }
        dropRequests();
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), OFTEN)) {
            for (String id : ids) {
                assertThat(chat.awaitEnd("alice", id).state()).isEqualTo(GenerationState.COMPLETED);
                assertThat(chat.endings("alice", id)).hasSize(1);
            }
            awaitRepairs(worker, "queued", 3);
            chat.awaitNoRequests();
        }
    }

    @Test
    void questionsThatWaitThoughThereIsRoomAreAdmitted() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(chat.submitAndDie("alice", "question " + i));
        }
        ids.subList(0, 3).forEach(id -> chat.cancel("alice", id));
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), OFTEN)) {
            for (String id : ids.subList(3, 5)) {
                assertThat(chat.awaitEnd("alice", id).state()).isEqualTo(GenerationState.COMPLETED);
            }
            awaitRepairs(worker, "admitted", 2);
        }
    }

    @Test
    void anAnswerWhoseRequestWasLostIsLeftAloneWhileItsWorkerLives(CapturedOutput output) throws InterruptedException {
        // A lease long enough that only a machine that stands still takes a living worker for a dead one.
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(chat.prefix(), CONTROLLED, "worker.lease=8s", "worker.janitor.interval=100ms")) {
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            dropRequests();
            until(() -> output.getAll().contains("going on without a lease"));
            double before = count(worker, "worker.janitor.rounds");
            // The first of these began when the request was lost, and is over: in it the answer was looked at twice.
            until(() -> count(worker, "worker.janitor.rounds") >= before + 2);
            answer.say("still here");
            answer.end(Reply.stop());
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.attempt()).isEqualTo(1);
            assertThat(generation.text()).isEqualTo("still here");
            assertThat(repairs(worker, "running")).isZero();
        }
    }

    @Test
    void anAnswerWhoseRequestAndWorkerAreGoneIsBegunAgain() throws InterruptedException {
        WorkerUnderTest killed = WorkerUnderTest.start(chat.prefix(), CONTROLLED, NEVER, "worker.drain=0");
        String id = chat.submit("alice", "question");
        killed.controlled().next().say("half");
        until(() -> chat.text("alice", id, 1).equals("half"));
        dropRequests();
        killed.kill();
        try (WorkerUnderTest other = WorkerUnderTest.start(chat.prefix(), CONTROLLED, OFTEN, "worker.lease=300ms")) {
            Answer again = other.controlled().next();
            again.say("whole");
            again.end(Reply.stop());
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.attempt()).isEqualTo(2);
            assertThat(generation.text()).isEqualTo("whole");
            assertThat(chat.endings("alice", id)).hasSize(1);
            awaitRepairs(other, "running", 1);
        } finally {
            killed.close();
        }
    }

    @Test
    void whileAnotherWorkerHoldsTheLockItDoesNotLook() {
        String lock = chat.keys().janitor();
        ask(chat.link().send(redis -> redis.set(lock, Answers.arg("somebody else"))));
        String id = chat.submitAndDie("alice", "question");
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), OFTEN)) {
            chat.awaitEnd("bob", chat.submit("bob", "question"));
            assertThat(count(worker, "worker.janitor.rounds")).isZero();
            assertThat(chat.find("alice", id).orElseThrow().state()).isEqualTo(GenerationState.QUEUED);
            ask(chat.link().send(redis -> redis.del(lock)));
            chat.awaitEnd("alice", id);
            assertThat(count(worker, "worker.janitor.rounds")).isPositive();
        }
    }
}
