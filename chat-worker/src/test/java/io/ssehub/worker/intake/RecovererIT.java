package io.ssehub.worker.intake;

import static io.ssehub.worker.fixture.ChatClient.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.request.ChatRequest;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.protocol.trace.Traces;
import io.ssehub.worker.config.ChosenGenerator;
import io.ssehub.worker.fixture.ChatClient;
import io.ssehub.worker.generator.Reply;
import io.ssehub.worker.run.Runner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecovererIT {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final ChatClient chat = new ChatClient();
    private final RequestQueue queue = chat.queue();
    private final Holdings holdings = new Holdings();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Recoverer recoverer = new Recoverer(queue, "w2", LEASE, holdings, nanos::get);

    /** A request whose holder has not renewed it for an hour, by Redis' clock. */
    @BeforeEach
    void leaveOneBehind() {
        ask(queue.createGroup());
        ask(queue.add("alice", "m1"));
        leave("w1", ask(queue.take("w1", 1, Duration.ofMillis(1))).getFirst());
    }

    private void leave(String consumer, ChatRequest request) {
        ask(queue.giveBack(consumer, Duration.ofHours(1), List.of(request.entryId())));
    }

    @Test
    void whatWasLeftIsTakenOver() throws InterruptedException {
        assertThat(recoverer.takeOver(5)).extracting(ChatRequest::messageId).containsExactly("m1");
    }

    @Test
    void inTheFirstLeaseAfterAReconnectNothingIsTakenOver() throws InterruptedException {
        recoverer.onReconnect();
        assertThat(recoverer.takeOver(5)).isEmpty();
        nanos.addAndGet(LEASE.toNanos() - 1);
        assertThat(recoverer.takeOver(5)).isEmpty();
        nanos.addAndGet(1);
        assertThat(recoverer.takeOver(5)).hasSize(1);
    }

    @Test
    void afterNothingWasFoundItDoesNotLookForHalfALease() throws InterruptedException {
        ChatRequest taken = recoverer.takeOver(5).getFirst();
        assertThat(recoverer.takeOver(5)).isEmpty();
        leave("w2", taken);
        assertThat(recoverer.takeOver(5)).isEmpty();
        nanos.addAndGet(LEASE.toNanos() / 2);
        assertThat(recoverer.takeOver(5)).hasSize(1);
    }

    @Test
    void whatThisProcessHoldsIsNotTakenASecondTime() throws InterruptedException {
        ChatRequest taken = recoverer.takeOver(5).getFirst();
        ChosenGenerator nobody = new ChosenGenerator("nobody", (question, fragments) -> Reply.stop());
        holdings.add(new Runner(null, null, null, null, null, null, null, nobody, null, null, null, Traces.NONE, null)
                .prepare(taken));
        leave("w2", taken);
        assertThat(recoverer.takeOver(5)).isEmpty();
    }
}
