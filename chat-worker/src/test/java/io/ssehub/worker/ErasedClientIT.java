package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ssehub.protocol.erasure.ClientData;
import io.ssehub.protocol.fixture.RedisDump;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.log.Wire;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that is erased while it is being answered is not brought back by whoever answers. */
class ErasedClientIT {
    private final ChatClient chat = new ChatClient();
    private WorkerUnderTest worker;

    @BeforeEach
    void start() {
        worker = WorkerUnderTest.start(chat.prefix(), "worker.generator=controlled");
        chat.awaitNudgesHeard();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    private List<String> left() {
        return RedisDump.lines(chat.prefix(), List.of("alice", "secret"));
    }

    private void erase() {
        ClientData data = new ClientData(chat.link(), chat.keys(), chat.queue(), chat.deadLetters());
        assertThat(ask(data.erase("alice", (event, order) -> false)).keys()).isPositive();
    }

    private Answer begun(String id) throws InterruptedException {
        Answer answer = worker.controlled().next();
        answer.say("secret");
        ChatClient.until(() -> chat.text("alice", id, 1).equals("secret"));
        return answer;
    }

    @Test
    void whoeverAnswersIsStopped() throws InterruptedException {
        Answer answer = begun(chat.submit("alice", "secret?"));
        erase();
        assertThat(answer.interrupted().join()).isTrue();
        chat.awaitNoRequests();
        awaitOver();
        assertThat(left()).isEmpty();
    }

    @Test
    void whoeverHearsItBeforeTheGenerationIsGoneIsStoppedToo() throws InterruptedException {
        String id = chat.submit("alice", "secret?");
        Answer answer = begun(id);
        ask(new ErasedMessages(chat.link(), chat.keys()).remember("alice", List.of(id)));
        ask(chat.link().publish(chat.keys().nudges(), Answers.arg(Wire.VERSION + " cancel alice " + id)));
        assertThat(answer.interrupted().join()).isTrue();
        awaitOver();
        chat.awaitNoRequests();
    }

    @Test
    void oneThatDoesNotHearItIsRefusedTheNextStepAndTellsNobody() throws InterruptedException {
        String id = chat.submit("alice", "secret?");
        Answer answer = begun(id);
        unlist(id);
        erase();
        answer.say("more of the secret");
        assertThat(answer.interrupted().join()).isTrue();
        awaitOver();
        assertThat(left()).isEmpty();
    }

    @Test
    void whatRedisHasLostIsToldAsEver() throws InterruptedException {
        String id = chat.submit("alice", "secret?");
        Answer answer = begun(id);
        ask(chat.link().send(redis -> redis.del(chat.keys().generation("alice", id))));
        answer.say("more of the secret");
        assertThat(answer.interrupted().join()).isTrue();
        ChatClient.until(() -> !chat.log("alice", "messageError").isEmpty());
    }

    /** Nobody is nudged for what is not listed as open. */
    private void unlist(String id) {
        long removed = ask(chat.link().send(redis -> redis.zrem(chat.keys().open("alice"), Answers.arg(id))));
        assertThat(removed).isEqualTo(1);
    }

    /** The worker is done with it: there was no such message for it any more. */
    private void awaitOver() {
        ChatClient.until(() -> worker.get(MeterRegistry.class).find("worker.run").timers().stream()
                        .filter(timer -> "unknown".equals(timer.getId().getTag("outcome")))
                        .mapToLong(Timer::count)
                        .sum()
                == 1);
    }
}
