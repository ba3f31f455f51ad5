package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.StepResult;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.Script;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelIT {
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

    private void assertCancelled(String id, String text) {
        chat.awaitNoRequests();
        assertThat(chat.find("alice", id).orElseThrow().state()).isEqualTo(GenerationState.CANCELLED);
        assertThat(chat.find("alice", id).orElseThrow().text()).isEqualTo(text);
        assertThat(chat.endings("alice", id)).hasSize(1);
        assertThat(worker.get(MeterRegistry.class).counter("worker.cancelled").count())
                .isEqualTo(1);
    }

    @Test
    void aNudgeInterruptsTheGenerator() throws InterruptedException {
        String id = chat.submit("alice", "question");
        Answer answer = worker.controlled().next();
        answer.say("half");
        ChatClient.until(() -> chat.text("alice", id, 1).equals("half"));
        chat.cancel("alice", id);
        assertThat(answer.interrupted().join()).isTrue();
        assertCancelled(id, "half");
    }

    @Test
    void withoutANudgeTheNextFragmentIsRefused() throws InterruptedException {
        String id = chat.submit("alice", "question");
        Answer answer = worker.controlled().next();
        assertThat(cancelWithoutNudge(id)).isEqualTo("cancelled");
        answer.say("late");
        assertThat(answer.interrupted().join()).isTrue();
        assertCancelled(id, "");
    }

    /** Nobody listens where this nudge goes. */
    private String cancelWithoutNudge(String id) {
        RedisKeys keys = chat.keys();
        Channel channel = Channel.client("alice");
        return Answers.text(
                ask(chat.link()
                        .run(
                                Script.CANCEL,
                                new String[] {
                                    keys.log(channel),
                                    keys.head(channel),
                                    keys.generation("alice", id),
                                    keys.text("alice", id),
                                    keys.generations("alice"),
                                    keys.open("alice")
                                },
                                Answers.arg(100),
                                Answers.arg(60_000),
                                Answers.arg(60_000),
                                Answers.arg("alice"),
                                Answers.arg(id),
                                Answers.arg(60_000),
                                Answers.arg(keys.nudges() + ":elsewhere"))),
                0);
    }

    @Test
    void whatIsCancelledBeforeItBeganIsNeverAnswered() {
        String id = ask(new Generations(chat.link(), chat.keys(), Retention.DEFAULT, Duration.ofHours(1))
                        .submit("alice", null, "question", ""))
                .id();
        assertThat(chat.cancel("alice", id)).isInstanceOf(StepResult.Finished.class);
        ask(chat.queue().add("alice", id));
        chat.awaitNoRequests();
        assertThat(worker.controlled().isIdle()).isTrue();
        assertThat(chat.log("alice", "messageStart")).isEmpty();
    }

    @Test
    void aNudgeForNobodyOrWithoutACancellationEndsNothingForGood() throws InterruptedException {
        String id = chat.submit("alice", "question");
        Answer answer = worker.controlled().next();
        ask(chat.link().send(redis -> redis.publish(chat.keys().nudges(), Answers.arg("1 cancel bob " + id))));
        answer.say("still here");
        answer.end(Reply.stop());
        assertThat(chat.awaitEnd("alice", id).text()).isEqualTo("still here");
    }
}
