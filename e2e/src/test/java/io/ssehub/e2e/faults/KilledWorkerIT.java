package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Asker;
import io.ssehub.e2e.fixture.ChatRecords;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A worker is killed, or stands still, in the middle of its answers; another one takes them over. */
class KilledWorkerIT {
    /** The longer, the longer a machine may stand still without a living worker being taken for a dead one. */
    private static final Duration LEASE = Duration.ofSeconds(Scale.of(10, 4));

    private static final String LEASE_ARG = "--worker.lease=" + LEASE.toSeconds() + "s";
    private static final String MANY = "--worker.concurrency=64";

    private record Message(String client, String id) {}

    private static Cluster start(Duration pause) {
        return Cluster.of(1)
                .workers(1, pause)
                .workers(launch -> launch.with(LEASE_ARG, MANY, "--worker.fragment-window=0"))
                .start();
    }

    private static JarProcess another(Cluster cluster, Duration pause) {
        return JarProcess.start(
                JarLaunch.worker("worker-other", cluster.prefix(), pause).with(LEASE_ARG, MANY));
    }

    private static List<Message> ask(Cluster cluster, int count) throws InterruptedException {
        List<Message> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Asker asker = new Asker("client-" + i, cluster.uris(), new Random(i));
            asked.add(new Message(asker.clientId(), asker.ask("r", "Question number " + i + "?")));
        }
        return asked;
    }

    private static void awaitAll(
            String what, ChatRecords records, List<Message> messages, Predicate<Generation> state) {
        Await.until(what, Load.DEADLINE, () -> messages.stream()
                .allMatch(message -> state.test(records.find(message.client(), message.id()))));
    }

    private static void assertWhole(ChatRecords records, List<Message> messages) {
        Await.until("no request is left", Load.DEADLINE, () -> records.requests() == 0);
        for (Message message : messages) {
            Generation generation = records.find(message.client(), message.id());
            assertThat(generation.state()).isEqualTo(GenerationState.COMPLETED);
            assertThat(generation.attempt()).isEqualTo(2);
            assertThat(generation.text()).isNotBlank();
            records.assertWhole(message.client(), List.of(message.id()));
            assertThat(records.open(message.client())).isZero();
        }
    }

    @Test
    void allOfAKilledWorkersFiftyAnswersEndOnceAndWhole() throws InterruptedException {
        try (Cluster cluster = start(Duration.ofMinutes(5))) {
            ChatRecords records = new ChatRecords(cluster.prefix());
            List<Message> messages = ask(cluster, 50);
            awaitAll(
                    "all fifty are in the middle",
                    records,
                    messages,
                    generation -> generation.state() == GenerationState.RUNNING && generation.fragments() > 0);
            try (JarProcess other = another(cluster, Duration.ZERO).awaitReady()) {
                cluster.worker(0).kill();
                long killed = System.nanoTime();
                awaitAll("all fifty have ended", records, messages, generation -> generation
                        .state()
                        .isEnded());
                Times.record(
                        "worker killed with 50 answers running: until all have ended",
                        Duration.ofNanos(System.nanoTime() - killed),
                        "lease " + LEASE.toSeconds() + " s, one other worker");
                assertWhole(records, messages);
                assertThat(other.metrics().sum("worker_requests_taken_total", "kind", "taken_over"))
                        .isEqualTo(50);
            }
        }
    }

    @Test
    void aWorkerThatStoodStillForLongerThanItsLeaseWritesNothingMoreAndStealsNothingBack() throws InterruptedException {
        // It is stopped long before it would have said all.
        try (Cluster cluster = start(Duration.ofSeconds(10))) {
            ChatRecords records = new ChatRecords(cluster.prefix());
            JarProcess old = cluster.worker(0);
            List<Message> messages = ask(cluster, 10);
            awaitAll("all are in the middle", records, messages, generation -> generation.fragments() > 0);
            old.pause();
            List<Message> interrupted = messages.stream()
                    .filter(message -> !records.hasEnded(message.client(), message.id()))
                    .toList();
            assertThat(interrupted).isNotEmpty();
            try (JarProcess other = another(cluster, Duration.ofSeconds(2)).awaitReady()) {
                awaitAll("all are begun again", records, interrupted, generation -> generation.attempt() == 2);
                long running = interrupted.stream()
                        .filter(message -> !records.hasEnded(message.client(), message.id()))
                        .count();
                old.resume();
                Await.until(
                        "the old worker has found out",
                        Load.DEADLINE,
                        () -> old.metrics().sum("worker_requests_in_flight") == 0);
                assertThat(running)
                        .as("answers the old worker could have spoilt")
                        .isPositive();
                assertThat(old.metrics().sum("worker_run_seconds_count", "outcome", "lease_lost"))
                        .isPositive();
                awaitAll("all have ended", records, interrupted, generation -> generation
                        .state()
                        .isEnded());
                assertWhole(records, interrupted);
                assertThat(old.metrics().sum("worker_requests_taken_total", "kind", "taken_over"))
                        .as("stolen back")
                        .isZero();
                assertThat(other.metrics().sum("worker_leases_lost_total")).isZero();
            }
        }
    }
}
