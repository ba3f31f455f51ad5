package io.ssehub.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.generator.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was said before reaches the generator with the next question. */
class ConversationIT {
    private final ChatClient chat = new ChatClient();

    private String answer(WorkerUnderTest worker, String question, String conversation, String text)
            throws InterruptedException {
        String id = chat.submit("alice", question, conversation);
        Answer answer = worker.controlled().next();
        answer.say(text);
        answer.end(Reply.stop());
        chat.awaitEnd("alice", id);
        return id;
    }

    private List<Turn> earlierThan(WorkerUnderTest worker, String question, String conversation)
            throws InterruptedException {
        String id = chat.submit("alice", question, conversation);
        Answer answer = worker.controlled().next();
        assertThat(answer.question().text()).isEqualTo(question);
        answer.end(Reply.stop());
        chat.awaitEnd("alice", id);
        return answer.question().earlier();
    }

    @Test
    void theGeneratorGetsTheEarlierTurnsOfItsConversationOnly() throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled")) {
            answer(worker, "one", "c1", "first");
            answer(worker, "other", "c2", "elsewhere");
            answer(worker, "two", "c1", "second");
            assertThat(earlierThan(worker, "three", "c1"))
                    .containsExactly(
                            new Turn(Turn.Role.USER, "one"),
                            new Turn(Turn.Role.ASSISTANT, "first"),
                            new Turn(Turn.Role.USER, "two"),
                            new Turn(Turn.Role.ASSISTANT, "second"));
            assertThat(earlierThan(worker, "one of the default conversation", ""))
                    .isEmpty();
        }
    }

    @Test
    void itGetsNoMoreThanTheBoundsSay() throws InterruptedException {
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled", "worker.conversation.turns=1")) {
            answer(worker, "one", "", "first");
            answer(worker, "two", "", "second");
            assertThat(earlierThan(worker, "three", "")).extracting(Turn::text).containsExactly("two", "second");
        }
    }

    @Test
    void withoutMemoryItGetsNothing() throws InterruptedException {
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled", "worker.conversation.turns=0")) {
            answer(worker, "one", "", "first");
            assertThat(earlierThan(worker, "two", "")).isEmpty();
        }
    }
}
