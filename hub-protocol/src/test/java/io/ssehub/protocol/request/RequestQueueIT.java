package io.ssehub.protocol.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Consumer;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RequestQueueIT {
    private static final Duration NOW = Duration.ofMillis(1);

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final RequestQueue queue = new RequestQueue(link, keys);

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @BeforeEach
    void createGroup() {
        await(queue.createGroup());
    }

    private ChatRequest take(String consumer) {
        List<ChatRequest> taken = await(queue.take(consumer, 10, NOW));
        assertThat(taken).hasSize(1);
        return taken.getFirst();
    }

    @Test
    void aRequestGoesToOneWorker() {
        await(queue.add("alice", "m1"));
        ChatRequest taken = take("w1");
        assertThat(taken.clientId()).isEqualTo("alice");
        assertThat(taken.messageId()).isEqualTo("m1");
        assertThat(await(queue.take("w2", 10, NOW))).isEmpty();
    }

    @Test
    void theBacklogIsWhatNobodyHasTaken() {
        assertThat(await(queue.backlog())).isEqualTo(new Backlog(0, 0, Duration.ZERO));
        await(queue.add("alice", "m1"));
        ChatRequest first = take("w1");
        assertThat(await(queue.backlog())).isEqualTo(new Backlog(1, 0, Duration.ZERO));
        await(queue.add("alice", "m2"));
        await(queue.add("alice", "m3"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> await(queue.backlog()).oldest().toMillis() >= 5);
        assertThat(await(queue.backlog()))
                .extracting(Backlog::requests, Backlog::waiting)
                .containsExactly(3L, 2L);
        await(queue.finish(first.entryId()));
        assertThat(await(queue.backlog()))
                .extracting(Backlog::requests, Backlog::waiting)
                .containsExactly(2L, 2L);
    }

    @Test
    void theBacklogIsKnownWithoutAGroupToo() {
        await(link.send(redis -> redis.del(keys.requests())));
        assertThat(await(queue.backlog())).isEqualTo(new Backlog(0, 0, Duration.ZERO));
        await(queue.add("alice", "m1"));
        assertThat(await(queue.backlog()).waiting()).isEqualTo(1);
    }

    @Test
    void whatNamesNoMessageIsNotTaken() {
        for (String id : List.of("m1\n2026-11-21 forged", "\u001b[2J", "", "m1:text")) {
            await(queue.add("alice", id));
        }
        await(link.send(redis -> redis.xadd(keys.requests(), Map.of("v", "1".getBytes()))));
        await(queue.add("alice", "m1"));
        assertThat(await(queue.take("w1", 10, NOW)))
                .extracting(ChatRequest::messageId)
                .containsExactly("m1");
    }

    @Test
    void severalAreTakenAtOnceAndStayApart() {
        for (String id : List.of("m1", "m2", "m3")) {
            await(queue.add("alice", id));
        }
        assertThat(await(queue.take("w1", 10, NOW)))
                .extracting(ChatRequest::messageId)
                .containsExactly("m1", "m2", "m3");
    }

    @Test
    void theGroupCanBeMadeAgainAndTakesWhatWasQueuedBefore() {
        await(queue.createGroup());
        await(link.send(redis -> redis.del(keys.requests())));
        await(queue.add("alice", "m1"));
        await(queue.createGroup());
        assertThat(take("w1").messageId()).isEqualTo("m1");
    }

    @Test
    void whatIsNotRenewedIsTakenOver() {
        await(queue.add("alice", "m1"));
        take("w1");
        assertThat(await(queue.takeOver("w2", Duration.ofHours(1), 10))).isEmpty();
        assertThat(await(queue.takeOver("w2", Duration.ZERO, 10))).hasSize(1);
    }

    @Test
    void oneOfAnotherVersionIsLeftToWhoeverCanReadItAndThatIsLogged(CapturedOutput output) {
        Duration lease = Duration.ofHours(1);
        String entry = await(link.send(redis -> redis.xadd(
                keys.requests(), Map.of("v", Answers.arg("2"), "client", Answers.arg("a"), "id", Answers.arg("m")))));
        assertThat(await(queue.take("w1", 10, NOW))).isEmpty();
        await(queue.giveBack("w1", lease, List.of(entry)));
        // It is claimed, which begins a lease, and given back.
        assertThat(await(queue.takeOver("w1", lease, 10))).isEmpty();
        assertThat(output).contains("request " + entry + " is of another wire version");
        XAutoClaimArgs<String> byALaterWorker = new XAutoClaimArgs<String>()
                .consumer(Consumer.from(RequestQueue.GROUP, "w2"))
                .minIdleTime(lease)
                .startId("0-0");
        assertThat(await(link.send(redis -> redis.xautoclaim(keys.requests(), byALaterWorker)))
                        .getMessages())
                .extracting(StreamMessage::getId)
                .containsExactly(entry);
    }

    @Test
    void aRenewalDoesNotStealBack() {
        await(queue.add("alice", "m1"));
        ChatRequest request = take("w1");
        assertThat(await(queue.renew("w1", List.of(request.entryId())))).isEmpty();
        await(queue.takeOver("w2", Duration.ZERO, 10));
        assertThat(await(queue.renew("w1", List.of(request.entryId())))).containsExactly(request.entryId());
        assertThat(await(queue.renew("w2", List.of(request.entryId())))).isEmpty();
    }

    @Test
    void whatIsFinishedLeavesTheStream() {
        await(queue.add("alice", "m1"));
        await(queue.finish(take("w1").entryId()));
        assertThat(await(queue.size())).isZero();
        assertThat(await(queue.takeOver("w2", Duration.ZERO, 10))).isEmpty();
    }

    @Test
    void aConsumerThatHoldsNothingAndWasSilentIsRemovedAndOneThatHoldsSomethingIsNot() {
        await(queue.add("alice", "m1"));
        take("holds");
        await(queue.add("alice", "m2"));
        await(queue.finish(take("idle").entryId()));
        assertThat(await(queue.removeIdleConsumers(Duration.ofHours(1)))).isZero();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> await(queue.removeIdleConsumers(Duration.ZERO)) == 1);
        assertThat(await(queue.takeOver("w2", Duration.ZERO, 10))).hasSize(1);
        await(link.send(redis -> redis.del(keys.requests())));
        assertThat(await(queue.removeIdleConsumers(Duration.ZERO))).isZero();
    }
}
