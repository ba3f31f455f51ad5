package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One client's many questions do not keep the others waiting, and each of them has its turn. */
class FairQueueIT {
    private static final String CONTROLLED = "worker.generator=controlled";

    private final ChatClient chat = new ChatClient();

    private List<String> submit(String client, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(chat.submit(client, client + i));
        }
        return ids;
    }

    private boolean hasNothingOpen(String client) {
        return ask(chat.link().send(redis -> redis.exists(chat.keys().open(client)))) == 0;
    }

    @Test
    void anothersQuestionIsNotBehindAllOfThem() throws InterruptedException {
        submit("alice", 20);
        chat.submit("bob", "bob");
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED, "worker.concurrency=1")) {
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                Answer answer = worker.controlled().next();
                order.add(answer.question().text());
                answer.end(Reply.stop());
            }
            assertThat(order.subList(0, 4)).containsExactly("alice1", "alice2", "alice3", "bob");
            assertThat(order.subList(4, 21)).first().isEqualTo("alice4");
            assertThat(order).as("in the order they were asked").endsWith("alice18", "alice19", "alice20");
            chat.awaitNoRequests();
            until(() -> hasNothingOpen("alice") && hasNothingOpen("bob"));
        }
    }

    @Test
    void noMoreOfAClientsAreWorkedOnAtOnceThanMayBe() throws InterruptedException {
        List<String> ids = submit("alice", 5);
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED, "worker.drain=0")) {
            // They are begun side by side, so in any order.
            Map<String, Answer> running = new HashMap<>();
            for (int i = 0; i < 3; i++) {
                Answer answer = worker.controlled().next();
                running.put(answer.question().text(), answer);
            }
            assertThat(running).containsOnlyKeys("alice1", "alice2", "alice3");
            // What the stream does not hold no worker can begin.
            assertThat(ask(chat.queue().size())).isEqualTo(3);
            for (String id : ids.subList(3, 5)) {
                assertThat(chat.find("alice", id).orElseThrow().state()).isEqualTo(GenerationState.QUEUED);
            }
            running.get("alice1").end(Reply.stop());
            assertThat(worker.controlled().next().question().text()).isEqualTo("alice4");
            chat.awaitNudgesHeard();
            chat.cancel("alice", ids.get(1));
            assertThat(worker.controlled().next().question().text()).isEqualTo("alice5");
        }
    }

    @Test
    void whoDiedBetweenAnEndingAndTheNextIsMadeUpFor() throws InterruptedException {
        List<String> ids = submit("alice", 5);
        ask(chat.queue().createGroup());
        ChatRequest taken =
                ask(chat.queue().take("dead", 1, Duration.ofMillis(1))).getFirst();
        Attempt attempt = new Attempt("alice", taken.messageId(), 1, taken.entryId() + "/x");
        ask(chat.generations().start("alice", taken.messageId(), 0, attempt.owner(), 3));
        ask(chat.generations().end(attempt, 0, new Ending.Completed("stop", null)));
        // Here it dies: the ending is written, the next is not admitted, the request is still in the stream.
        for (String id : ids.subList(1, 3)) {
            chat.cancel("alice", id);
        }
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix(), "worker.lease=300ms")) {
            for (String id : ids.subList(3, 5)) {
                assertThat(chat.awaitEnd("alice", id).state()).isEqualTo(GenerationState.COMPLETED);
            }
            chat.awaitNoRequests();
            ids.forEach(id -> assertThat(chat.endings("alice", id)).hasSize(1));
        }
    }
}
