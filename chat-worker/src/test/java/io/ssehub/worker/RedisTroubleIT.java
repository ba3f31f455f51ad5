package io.ssehub.worker;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static io.ssehub.worker.fixture.ChatClient.data;
import static io.ssehub.worker.fixture.ChatClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.fixture.ControlledGenerator.Answer;
import io.ssehub.worker.fixture.Forwarder;
import io.ssehub.worker.fixture.WorkerUnderTest;
import io.ssehub.worker.generator.FailureCode;
import io.ssehub.worker.generator.Reply;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RedisTroubleIT {
    private static final String CONTROLLED = "worker.generator=controlled";

    private final ChatClient chat = new ChatClient();

    @Test
    void aConnectionKilledInMidAnswerCostsNothingAndDoublesNothing() throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED)) {
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            RedisLink link = worker.get(RedisLink.class);
            StringBuilder said = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                String piece = "piece " + i + "，";
                said.append(piece);
                answer.say(piece);
                if (i % 200 == 100) {
                    killFromOutside(link);
                }
            }
            answer.end(Reply.stop());
            Generation generation = chat.awaitEnd("alice", id);
            assertThat(generation.attempt()).isEqualTo(1);
            assertThat(generation.text()).isEqualTo(said.toString()).isEqualTo(chat.text("alice", id, 1));
            assertThat(chat.endings("alice", id)).hasSize(1);
            chat.awaitNoRequests();
            assertThat(worker.get(MeterRegistry.class)
                            .counter("worker.fragments.resends")
                            .count())
                    .isPositive();
        }
    }

    private void killFromOutside(RedisLink link) {
        until(() -> {
            try {
                long client = ask(link.send(redis -> redis.clientId()));
                return ask(chat.link().send(redis -> redis.clientKill(KillArgs.Builder.id(client)))) == 1;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(RedisAwayException.class);
                return false;
            }
        });
    }

    @Test
    void whileRedisIsAwayTheAnswerGoesOnAndIsWholeAfterwards() throws InterruptedException {
        try (Forwarder way = new Forwarder()) {
            way.open();
            try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), way, CONTROLLED)) {
                String id = chat.submit("alice", "question");
                Answer answer = worker.controlled().next();
                answer.say("before, ");
                until(() -> chat.text("alice", id, 1).equals("before, "));
                way.cut();
                until(() -> !worker.get(RedisLink.class).isUp());
                answer.say("meanwhile, ");
                answer.say("more of it, ");
                answer.end(Reply.stop());
                assertThat(answer.interrupted().join()).isFalse();
                way.open();
                assertThat(chat.awaitEnd("alice", id).text()).isEqualTo("before, meanwhile, more of it, ");
                chat.awaitNoRequests();
                String next = chat.submit("alice", "and now?");
                worker.controlled().next().end(Reply.stop());
                chat.awaitEnd("alice", next);
            }
        }
    }

    @Test
    void anAnswerWhoseGenerationWasLostIsToldToBeInterrupted() throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED)) {
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            ask(chat.link()
                    .send(redis -> redis.del(
                            chat.keys().generation("alice", id), chat.keys().text("alice", id))));
            answer.say("to nowhere");
            assertThat(answer.interrupted().join()).isTrue();
            chat.awaitNoRequests();
            assertThat(chat.endings("alice", id)).singleElement().satisfies(error -> {
                assertThat(error.event()).isEqualTo("messageError");
                assertThat(data(error).toString())
                        .isEqualTo("{\"clientId\":\"alice\",\"id\":\"" + id
                                + "\",\"attempt\":1,\"code\":\"interrupted\",\"message\":\""
                                + FailureCode.INTERRUPTED.advice() + "\"}");
            });
            assertThat(chat.find("alice", id)).isEmpty();
        }
    }

    @Test
    void aRequestWithoutAGenerationJustLeavesTheStream() {
        ask(chat.queue().add("alice", "nothing"));
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED)) {
            chat.awaitNoRequests();
            assertThat(chat.log("alice")).isEmpty();
            assertThat(worker.controlled().isIdle()).isTrue();
        }
    }

    @Test
    void aGroupThatIsGoneIsMadeAgain() {
        try (WorkerUnderTest _ = WorkerUnderTest.start(chat.prefix())) {
            chat.awaitEnd("alice", chat.submit("alice", "before"));
            ask(chat.link().send(redis -> redis.del(chat.keys().requests())));
            chat.awaitEnd("alice", chat.submit("alice", "after"));
            chat.awaitNoRequests();
        }
    }

    @Test
    void anAnswerGoesOnThoughItsRequestHasLeftTheStream(CapturedOutput output) throws InterruptedException {
        try (WorkerUnderTest worker = WorkerUnderTest.start(chat.prefix(), CONTROLLED, "worker.lease=300ms")) {
            String id = chat.submit("alice", "question");
            Answer answer = worker.controlled().next();
            ask(chat.link().send(redis -> redis.del(chat.keys().requests())));
            until(() -> output.getAll().contains("going on without a lease"));
            answer.say("still here");
            answer.end(Reply.stop());
            assertThat(chat.awaitEnd("alice", id).text()).isEqualTo("still here");
        }
    }
}
