package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Release;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hubs and workers of the last release and of this build side by side: one after the other is replaced under load, as in a
 * rolling upgrade, and then some go back.
 */
class UpgradeIT {
    private static final int READERS = Scale.of(40, 400);
    private static final int PER_SECOND = Scale.of(50, 200);

    /** So slow that a worker can be stopped in the middle of an answer, which has seven sentences or more. */
    private static final Duration BETWEEN_SENTENCES = Duration.ofMillis(300);

    private static JarLaunch worker(JarLaunch launch) {
        // What it has not finished when it is stopped is given back at once, and looked for twice a lease.
        return launch.patient()
                .with(
                        "--worker.drain=0s",
                        "--worker.lease=4s",
                        "--worker.max-attempts=20",
                        "--worker.concurrency=64",
                        "--worker.fragment-window=0");
    }

    private static JarProcess another(Cluster cluster, String name, UnaryOperator<JarLaunch> version) {
        return JarProcess.start(version.apply(worker(JarLaunch.worker(name, cluster.prefix(), BETWEEN_SENTENCES))));
    }

    private static void assertReleased(JarProcess process, String module, boolean released) throws IOException {
        assertThat(process.hasOpen(Release.jar(module)))
                .as("%s is of the last release", process.name())
                .isEqualTo(released);
    }

    @Test
    void nothingIsLostDoubledOrSwappedOnTheWayThereAndOnTheWayBack() throws Exception {
        try (Cluster cluster = Cluster.of(2)
                        .workers(1, BETWEEN_SENTENCES)
                        .all(JarLaunch::patient)
                        .all(JarLaunch::asReleased)
                        .workers(UpgradeIT::worker)
                        .hubArgs("--hub.drain.window=1s", "--hub.drain.notice=0s", "--hub.cluster.timeout=10s")
                        .start();
                Load load = Load.on(cluster.uris()).readers(READERS).open();
                Upgrade upgrade = new Upgrade(cluster, load)) {
            JarProcess first = cluster.hub(0);
            JarProcess second = cluster.hub(1);
            JarProcess oldWorker = cluster.worker(0);
            Publishing publishing = load.publish(PER_SECOND);
            assertReleased(first, "hub-service", true);
            assertReleased(oldWorker, "chat-worker", true);

            upgrade.replace(first, JarLaunch::asBuilt);
            assertReleased(first, "hub-service", false);
            assertReleased(second, "hub-service", true);
            // Both hubs ask, the former worker answers: it has taken all before there is another.
            List<Upgrade.Message> byTheFormer = upgrade.askAndSeeTaken();

            try (JarProcess newWorker = another(cluster, "worker-new", JarLaunch::asBuilt)) {
                upgrade.exchange();
                upgrade.awaitEnded(byTheFormer);
                upgrade.workSideBySide(oldWorker, newWorker.awaitReady());
                upgrade.takeOver(oldWorker, newWorker);
                assertReleased(newWorker, "chat-worker", false);
                // Both hubs ask, the new worker answers.
                upgrade.ask();

                // The way back, to whatever the new ones have written.
                if (Scale.isFull()) {
                    upgrade.replace(second, JarLaunch::asBuilt);
                    oldWorker.restart();
                }
                upgrade.replace(first, JarLaunch::asReleased);
                assertReleased(first, "hub-service", true);
                upgrade.exchange();
                if (Scale.isFull()) {
                    upgrade.takeOver(newWorker, oldWorker.awaitReady());
                }
                publishing.stop();
                load.awaitArrival();
                upgrade.assertAllAnswered();
            }

            load.assertNothingWrong().assertNoGap();
            upgrade.assertALaterVersionWouldHaveShown();
            Times.record(
                    "rolling upgrade and back: deliveries, 0 lost, doubled or swapped",
                    load.verdict().delivered(),
                    "events",
                    "%d readers, 2 hubs, %d answers".formatted(READERS, upgrade.questions()));
        }
    }

    /** What a hub signs, gives and keeps is good at one of the other version, too. */
    @Test
    void tokensAndTicketsOfEitherAreGoodAtTheOther() {
        try (Cluster cluster = Cluster.of(2)
                .all(JarLaunch::patient)
                .hub(0, JarLaunch::asReleased)
                .hubArgs("--hub.auth.mode=jwt")
                .start()) {
            String secrets = new RedisKeys(cluster.prefix(), RedisFixture.uri().getDatabase()).secrets();
            List<String> agreed =
                    RedisFixture.link()
                            .send(redis -> redis.lrange(secrets, 0, -1))
                            .toCompletableFuture()
                            .join()
                            .stream()
                            .map(Answers::text)
                            .toList();
            assertThat(agreed).hasSize(1);
            String token = "Bearer " + Tokens.of(agreed.getFirst(), "alice", ",\"hub.topics\":[\"news\"]");
            for (int at = 0; at < 2; at++) {
                URI giving = cluster.uris().get(at);
                URI taking = cluster.uris().get(1 - at);
                HttpResponse<String> given = Http.send(HttpRequest.newBuilder(giving.resolve("/api/sse/tickets"))
                        .header("Authorization", token)
                        .POST(HttpRequest.BodyPublishers.noBody()));
                assertThat(given.statusCode()).isEqualTo(201);
                String ticket = JsonMapper.shared()
                        .readTree(given.body())
                        .path("ticket")
                        .asString();
                List<String> told = new CopyOnWriteArrayList<>();
                try (SseClient client = new SseClient(ReaderOptions.defaults())) {
                    client.open(
                            List.of(taking.resolve("/api/sse/connect/alice?topics=news&ticket=" + ticket)),
                            event -> told.add(event.type() + " " + event.data()));
                    Upgrade.awaitTold(told, line -> line.contains("\"connected\""));
                }
            }
        }
    }
}
