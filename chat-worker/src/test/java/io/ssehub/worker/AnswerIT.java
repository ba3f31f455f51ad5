package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.data;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.log.LogEntry;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.CountingGenerator;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.GenerationException;
import io.ssehub.worker.generator.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerIT {
    private final ChatClient chat = new ChatClient();

    @Test
    void aQuestionIsAnsweredInItsClientsLog() {
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix(), "worker.scripted.seed=1")) {
            for (String question : List.of("How does resume work?", "断线以后怎么恢复？", "hi", "这是什么")) {
                String id = chat.submit("alice", question);
                Generation generation = chat.awaitEnd("alice", id);
                assertThat(generation.state()).isEqualTo(GenerationState.COMPLETED);
                assertThat(generation.code()).contains("stop");
                assertThat(generation.text()).isNotBlank().isEqualTo(chat.text("alice", id, 1));
                assertThat(chat.endings("alice", id)).hasSize(1);
            }
            chat.awaitNoRequests();
        }
    }

    @Test
    void whatWasQueuedBeforeAnyWorkerCameIsAnswered() {
        String id = chat.submit("alice", "anyone there?");
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix())) {
            assertThat(chat.awaitEnd("alice", id).state()).isEqualTo(GenerationState.COMPLETED);
        }
    }

    @Test
    void usageAndFinishReasonAreTold() throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled")) {
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            assertThat(answer.question().text()).isEqualTo("question");
            answer.say("answer");
            answer.end(new Reply("content_filter", Optional.of(new Reply.Usage(3, 4))));
            chat.awaitEnd("alice", id);
            LogEntry end = chat.endings("alice", id).getFirst();
            assertThat(end.event()).isEqualTo("messageEnd");
            assertThat(data(end).get("finishReason").asString()).isEqualTo("content_filter");
            assertThat(data(end).get("usage").toString()).isEqualTo("{\"inputTokens\":3,\"outputTokens\":4}");
        }
    }

    @Test
    void aFailureTellsItsCodeAndKeepsWhatWasSaid() throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled")) {
            String limited = chat.submit("alice", "question");
            Answer first = worker.controlled().next();
            first.say("half");
            first.fail(new GenerationException(FailureCode.RATE_LIMITED, null));
            assertThat(chat.awaitEnd("alice", limited).code()).contains("rate_limited");
            String crashed = chat.submit("alice", "question");
            worker.controlled().next().crash(new IllegalStateException("thrown on purpose"));
            assertThat(chat.awaitEnd("alice", crashed).code()).contains("internal");

            LogEntry error = chat.endings("alice", limited).getFirst();
            assertThat(error.event()).isEqualTo("messageError");
            assertThat(data(error).get("message").asString()).isEqualTo(FailureCode.RATE_LIMITED.advice());
            assertThat(chat.find("alice", limited).orElseThrow().text()).isEqualTo("half");
            chat.awaitNoRequests();
        }
    }

    @Test
    void anAnswerThatIsTooLongEndsAtItsGreatestLength() throws InterruptedException {
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled", "worker.max-answer=10")) {
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            assertThat(answer.say("0123456789ABC")).isFalse();
            answer.end(Reply.stop());
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.text()).isEqualTo("0123456789");
            assertThat(generation.code()).contains("length");
        }
    }

    @Test
    void twoHundredRequestsEndOnceEachEightAtATime() {
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(chat.prefix(), "worker.generator=counting", "worker.concurrency=8")) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ids.add(chat.submit("client" + i % 7, "question " + i));
            }
            chat.awaitNoRequests();
            for (int i = 0; i < 200; i++) {
                String client = "client" + i % 7;
                Generation generation = chat.find(client, ids.get(i)).orElseThrow();
                assertThat(generation.state()).isEqualTo(GenerationState.COMPLETED);
                assertThat(generation.text())
                        .isEqualTo("You said: question " + i + ".")
                        .isEqualTo(chat.text(client, ids.get(i), 1));
                assertThat(chat.endings(client, ids.get(i))).hasSize(1);
            }
            CountingGenerator generator = worker.get(CountingGenerator.class);
            assertThat(generator.all()).isEqualTo(200);
            assertThat(generator.most()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void noMoreIsTakenThanCanBeWorkedOn() throws InterruptedException {
        // A lease that is never over, or a machine that stands still would move what the busy one holds.
        String lease = "worker.lease=1h";
        try (WorkerUnderTest busy = WorkerUnderTest.start(
                        chat.prefix(), "worker.generator=controlled", "worker.concurrency=1", "worker.drain=0", lease);
                WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix(), lease)) {
            // Two workers: until the busy one holds something, which of them takes it is open.
            while (busy.controlled().isIdle()) {
                String id = chat.submit("alice", "question");
                until(() -> !busy.controlled().isIdle()
                        || chat.find("alice", id).orElseThrow().state().isEnded());
            }
            for (int i = 0; i < 10; i++) {
                chat.awaitEnd("alice", chat.submit("alice", "question"));
            }
            busy.controlled().next();
            assertThat(busy.controlled().isIdle()).isTrue();
            chat.awaitRequests(1);
        }
    }
}
