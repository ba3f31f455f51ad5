package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Asker;
import io.ssehub.e2e.fixture.ChatRecords;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.RedisLinkProxy;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.GenerationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many generations while whatever may die dies: hubs and workers are killed, workers stand still, connections to Redis are
 * reset in the middle of what they carry, questions are asked twice and cancelled. {@code -Dfaults.seed} repeats the
 * choices of a run, though not its timing.
 */
class ChatStormIT {
    private static final int CLIENTS = Scale.of(10, 20);
    private static final int QUESTIONS = Scale.of(24, 50);
    private static final int ROUNDS = Scale.of(1, 3);
    private static final int LEAST_CANCELLED = Scale.of(5, 25);
    private static final Duration PAUSE_BETWEEN_SENTENCES = Duration.ofMillis(150);
    private static final int MOST_BETWEEN_QUESTIONS_MILLIS = Scale.of(1_500, 2_500);
    private static final int MOST_BETWEEN_FAULTS_MILLIS = 1_000;

    private enum Fault {
        KILL_WORKER,
        KILL_HUB,
        PAUSE_WORKER,
        RESET_WORKERS,
        RESET_HUBS
    }

    /** What is killed has to start again, which is most of the time that a round takes. */
    private static final int KILLS = Scale.of(1, 2);

    private static final List<Fault> A_ROUND = Stream.of(
                    Collections.nCopies(KILLS, Fault.KILL_WORKER),
                    Collections.nCopies(KILLS, Fault.KILL_HUB),
                    List.of(Fault.PAUSE_WORKER),
                    Collections.nCopies(4, Fault.RESET_WORKERS),
                    Collections.nCopies(2, Fault.RESET_HUBS))
            .flatMap(List::stream)
            .toList();

    /** What one client was promised. */
    private record Asked(String client, List<String> ids, int cancelled) {}

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private volatile boolean calm;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

    @Test
    void everyAcceptedQuestionHasOneEndingAndNothingIsLeft() throws Exception {
        System.out.println("chat storm: -Dfaults.seed=" + seed);
        Random random = new Random(seed);
        try (RedisLinkProxy hubWay = RedisLinkProxy.to(RedisFixture.uri());
                RedisLinkProxy workerWay = RedisLinkProxy.to(RedisFixture.uri());
                Cluster cluster = Cluster.of(2)
                        .redis(hubWay.url())
                        .workers(2, PAUSE_BETWEEN_SENTENCES)
                        .workers(launch -> launch.redis(workerWay.url())
                                .with(
                                        "--worker.lease=2s",
                                        "--worker.max-attempts=20",
                                        "--worker.concurrency=64",
                                        "--worker.fragment-window=0",
                                        "--worker.janitor.interval=2s"))
                        .start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ChatRecords records = new ChatRecords(cluster.prefix());
            long began = System.nanoTime();
            List<Future<Asked>> asking = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> new Random(random.nextLong()))
                    .map(own -> threads.submit(() -> ask(cluster, own)))
                    .toList();
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    List<Fault> faults = new ArrayList<>(A_ROUND);
                    Collections.shuffle(faults, random);
                    for (Fault fault : faults) {
                        Thread.sleep(random.nextInt(MOST_BETWEEN_FAULTS_MILLIS));
                        commit(fault, cluster, hubWay, workerWay, random);
                    }
                }
            } finally {
                calm = true;
            }
            cluster.awaitReady();
            List<Asked> all = new ArrayList<>();
            for (Future<Asked> each : asking) {
                all.add(each.get());
            }
            Await.until(
                    () -> "all have ended, no request is left; requests: " + records.requests(),
                    Load.DEADLINE,
                    () -> records.requests() == 0 && all.stream().allMatch(each -> records.open(each.client()) == 0));
            judge(records, all, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Asked ask(Cluster cluster, Random random) throws InterruptedException {
        Asker asker = new Asker("client-" + Long.toHexString(random.nextLong()), cluster.uris(), random);
        List<String> ids = new ArrayList<>();
        int cancelled = 0;
        for (int i = 0; i < QUESTIONS || !calm; i++) {
            String question = "Question " + random.nextInt(1_000) + "?";
            String id = asker.ask("r" + i, question);
            ids.add(id);
            if (random.nextInt(5) == 0) {
                assertThat(asker.ask("r" + i, question)).as("asked twice").isEqualTo(id);
            }
            if (random.nextInt(5) == 0) {
                Thread.sleep(random.nextInt(500));
                if (asker.cancel(id)) {
                    cancelled++;
                }
            }
            Thread.sleep(random.nextInt(MOST_BETWEEN_QUESTIONS_MILLIS));
        }
        return new Asked(asker.clientId(), ids, cancelled);
    }

    private void commit(Fault fault, Cluster cluster, RedisLinkProxy hubWay, RedisLinkProxy workerWay, Random random)
            throws InterruptedException {
        switch (fault) {
            case KILL_WORKER -> {
                JarProcess worker = busyWorker(cluster, random);
                worker.restart().awaitReady();
            }
            case KILL_HUB -> {
                JarProcess hub = cluster.hub(random.nextInt(cluster.hubs().size()));
                hub.restart().awaitReady();
            }
            case PAUSE_WORKER -> {
                JarProcess worker = busyWorker(cluster, random);
                worker.pause();
                Thread.sleep(3_000);
                worker.resume();
            }
            case RESET_WORKERS -> reset(workerWay);
            case RESET_HUBS -> reset(hubWay);
        }
        done.merge(fault, 1, Integer::sum);
    }

    private static JarProcess busyWorker(Cluster cluster, Random random) {
        JarProcess worker = cluster.worker(random.nextInt(cluster.workers().size()));
        Await.until(
                "a worker has something to do",
                Load.DEADLINE,
                () -> worker.metrics().sum("worker_requests_in_flight") > 0);
        return worker;
    }

    private static void reset(RedisLinkProxy way) {
        Await.until("there is something to reset", Load.DEADLINE, () -> way.reset() > 0);
    }

    private void judge(ChatRecords records, List<Asked> all, Duration took) {
        int generations = 0;
        int repeated = 0;
        int cancelled = 0;
        for (Asked asked : all) {
            assertThat(asked.ids()).doesNotHaveDuplicates();
            assertThat(records.messages(asked.client()))
                    .as("no message but those that were answered with an id")
                    .isEqualTo(asked.ids().size());
            records.assertWhole(asked.client(), asked.ids());
            int cancelledHere = 0;
            for (String id : asked.ids()) {
                generations++;
                repeated += records.find(asked.client(), id).attempt() > 1 ? 1 : 0;
                cancelledHere += records.find(asked.client(), id).state() == GenerationState.CANCELLED ? 1 : 0;
            }
            assertThat(cancelledHere).isEqualTo(asked.cancelled());
            cancelled += cancelledHere;
        }
        System.out.println("chat storm: " + generations + " generations, " + cancelled + " cancelled, " + repeated
                + " begun more than once; " + done);
        assertThat(repeated).as("answers that were begun more than once").isPositive();
        assertThat(cancelled).isGreaterThanOrEqualTo(LEAST_CANCELLED);
        Times.record(
                "chat storm: until all have ended",
                took,
                "%d generations, %d cancelled, %d begun more than once".formatted(generations, cancelled, repeated));
    }
}
