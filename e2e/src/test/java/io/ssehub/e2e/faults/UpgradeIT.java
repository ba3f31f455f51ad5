package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.ssehub.e2e.fixture.ChatRecords;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.LoadReader;
import io.ssehub.e2e.fixture.Publishing;
import io.ssehub.e2e.fixture.Release;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.Ending;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.hub.HubApi;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.load.Asker;
import io.ssehub.loadtest.load.Publisher;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Generation;
import io.ssehub.protocol.generation.GenerationState;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hubs and workers of the last release and of this build side by side: one after the other is replaced under load, as in a
 * rolling upgrade, and then some go back.
 */
class UpgradeIT {
    private static final int READERS = Scale.of(40, 400);
    private static final int PER_SECOND = Scale.of(50, 200);
    private static final int QUESTIONS = Scale.of(6, 40);
    private static final int ROUNDS = Scale.of(1, 10);
    private static final int TERMINATED = 143;

    /** So long is an answer of seven sentences or more in the making that its worker can be stopped in the middle. */
    private static final Duration BETWEEN_SENTENCES = Duration.ofMillis(400);

    private record Message(String client, String id) {}

    /** One upgrade, from the first hub that is replaced to the one that went back. */
    private static final class Upgrade implements AutoCloseable {
        private final Cluster cluster;
        private final Load load;
        private final ChatRecords records;
        private final List<HubApi> hubs;
        private final List<Message> asked = new ArrayList<>();
        private int publishers;
        private int guests;

        Upgrade(Cluster cluster, Load load) {
            this.cluster = cluster;
            this.load = load;
            this.records = new ChatRecords(cluster.prefix());
            this.hubs = cluster.uris().stream()
                    .map(uri -> new HubApi(List.of(uri), Load.DEADLINE))
                    .toList();
        }

        /** Stops it as a rolling upgrade does, and starts the other version in its place. */
        void replace(JarProcess process, UnaryOperator<JarLaunch> by) {
            assertThat(process.stop()).isEqualTo(TERMINATED);
            process.restartAs(by).awaitReady();
        }

        /** Everything goes through both hubs to readers on both, who have been at the other one before. */
        void exchange() throws InterruptedException {
            move(everySecondReader());
            publishThroughBoth();
            for (int round = 0; round < ROUNDS; round++) {
                move(load.readers());
                publishThroughBoth();
            }
            seeEachOther();
            endAtTheOther();
        }

        private List<LoadReader> everySecondReader() {
            List<LoadReader> all = load.readersOn(cluster.hub(1).name());
            return IntStream.range(0, all.size())
                    .filter(i -> i % 2 == 0)
                    .mapToObj(all::get)
                    .toList();
        }

        /** Each takes its cursor to the other hub, while events go on. */
        private void move(List<LoadReader> readers) {
            Load.awaitMove(readers, () -> {
                readers.forEach(reader -> reader.sse().leave().join());
                readers.forEach(reader -> reader.sse().comeBack().join());
            });
            assertThat(cluster.hubs())
                    .allSatisfy(hub -> assertThat(load.readersOn(hub.name())).isNotEmpty());
        }

        private void publishThroughBoth() throws InterruptedException {
            for (HubApi hub : hubs) {
                publishers++;
                load.publishEverywhere(new Publisher("side-" + publishers, hub, load.judge()));
            }
        }

        /** Each hub tells where readers are that the other one holds, and that nobody has kept silent. */
        private void seeEachOther() {
            for (JarProcess asking : cluster.hubs()) {
                for (JarProcess holding : cluster.hubs()) {
                    String client = load.readersOn(holding.name())
                            .getFirst()
                            .subscription()
                            .clientId();
                    Await.until(asking.name() + " sees who is on " + holding.name(), Load.DEADLINE, () -> {
                        JsonNode seen = Http.get(asking.uri(), "/api/sse/clients/" + client);
                        return seen.path("unanswered").isEmpty()
                                && seen.path("connections").size() == 1
                                && seen.path("connections")
                                        .path(0)
                                        .path("mode")
                                        .asString("")
                                        .equals("live");
                    });
                }
            }
        }

        /** A client is disconnected by way of the hub it is not on, and told by both that it is to stay away. */
        private void endAtTheOther() {
            List<URI> uris = cluster.uris();
            for (int at = 0; at < uris.size(); at++) {
                guests++;
                Subscription guest = Subscription.of("guest-" + guests);
                URI other = uris.get((at + 1) % uris.size());
                List<String> told = new CopyOnWriteArrayList<>();
                try (SseClient client = new SseClient(ReaderOptions.defaults())) {
                    client.open(guest.urls(uris, at), event -> told.add(event.type() + " " + event.data()));
                    awaitTold(told, line -> line.contains("\"connected\""));
                    Http.send(HttpRequest.newBuilder(other.resolve("/api/sse/disconnect/" + guest.clientId()))
                            .POST(HttpRequest.BodyPublishers.noBody()));
                    awaitTold(told, line -> line.startsWith("disconnected "));
                    Await.until(
                            () -> other + " knows the end in its cursor",
                            Load.DEADLINE,
                            () -> client.count(Ending.NO_CONTENT) == 1);
                }
            }
        }

        private static void awaitTold(List<String> told, Predicate<String> wanted) {
            Await.until(() -> "the guest is told: " + told, Load.DEADLINE, () -> told.stream()
                    .anyMatch(wanted));
        }

        /** Asks so many questions at each hub, whoever will answer. */
        List<Message> ask() throws InterruptedException {
            List<Message> now = new ArrayList<>();
            for (HubApi hub : hubs) {
                for (int i = 0; i < QUESTIONS; i++) {
                    String client = "client-" + (asked.size() + now.size()) % READERS;
                    String id = new Asker(hub, load.judge()).ask(client, "What is question " + i + "?");
                    now.add(new Message(client, id));
                }
            }
            asked.addAll(now);
            return now;
        }

        void awaitEnded(List<Message> messages) {
            Await.until("all answers have ended", Load.DEADLINE, () -> messages.stream()
                    .allMatch(message -> find(message).state().isEnded()));
        }

        private Generation find(Message message) {
            return records.find(message.client(), message.id());
        }

        /** Stops a worker in the middle of answers, which the other one then begins again and brings to an end. */
        void takeOver(JarProcess stopping, JarProcess other) throws InterruptedException {
            List<Message> messages = new ArrayList<>(ask());
            while (stopping.metrics().sum("worker_requests_in_flight") < 2) {
                messages.addAll(ask());
            }
            assertThat(stopping.stop()).isEqualTo(TERMINATED);
            other.awaitReady();
            awaitEnded(messages);
            assertThat(messages)
                    .as("answers begun by one and ended by the other")
                    .anyMatch(message -> find(message).attempt() == 2);
            assertThat(taken(other, "taken_over")).isPositive();
        }

        /** Both take what is asked now. */
        void workSideBySide(JarProcess one, JarProcess other) throws InterruptedException {
            while (taken(one, "new") == 0 || taken(other, "new") == 0) {
                ask();
            }
        }

        private static double taken(JarProcess worker, String kind) {
            return worker.metrics().sum("worker_requests_taken_total", "kind", kind);
        }

        /** Every question has one whole answer, as Redis has it, and nothing is left. */
        void assertAllAnswered() {
            awaitEnded(asked);
            Await.until("no request is left", Load.DEADLINE, () -> records.requests() == 0);
            for (Message message : asked) {
                assertThat(find(message).state()).isEqualTo(GenerationState.COMPLETED);
                records.assertWhole(message.client(), List.of(message.id()));
            }
        }

        /** The twin: an event of another wire version is told to every reader on either hub, and the judge counts it. */
        void assertALaterVersionWouldHaveShown() {
            RedisKeys keys = new RedisKeys(cluster.prefix(), RedisFixture.uri().getDatabase());
            String log = keys.log(Channel.BROADCAST);
            String script = Script.PUBLISH.source().replace("local WIRE = '1'", "local WIRE = '2'");
            try (StatefulRedisConnection<String, String> redis =
                    RedisFixture.client().connect(RedisFixture.uri())) {
                redis.sync()
                        .eval(
                                script,
                                ScriptOutputType.MULTI,
                                new String[] {log, keys.head(Channel.BROADCAST)},
                                "10000",
                                "3600000",
                                "604800000",
                                "600000",
                                "",
                                "later",
                                "{}");
            }
            Await.until(
                    () -> "all are told of what they cannot be shown: " + load.verdict(),
                    Load.DEADLINE,
                    () -> load.verdict().gaps() == READERS);
            for (int hub = 0; hub < cluster.hubs().size(); hub++) {
                assertThat(cluster.metric(hub, "hub_gaps_total", "reason", "unreadable"))
                        .isEqualTo(load.readersOn(cluster.hub(hub).name()).size());
            }
        }

        @Override
        public void close() {
            hubs.forEach(HubApi::close);
        }
    }

    private static JarLaunch worker(JarLaunch launch) {
        // What it has not finished when it is stopped is given back at once.
        return launch.patient().with("--worker.drain=0s", "--worker.concurrency=64", "--worker.fragment-window=0");
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
            // Both hubs ask, the former worker answers.
            List<Message> byTheFormer = upgrade.ask();
            upgrade.exchange();
            upgrade.awaitEnded(byTheFormer);

            try (JarProcess newWorker = another(cluster, "worker-new", JarLaunch::asBuilt)) {
                upgrade.takeOver(oldWorker, newWorker);
                assertReleased(newWorker, "chat-worker", false);
                // Both hubs ask, the new worker answers.
                upgrade.ask();

                if (Scale.isFull()) {
                    upgrade.replace(second, JarLaunch::asBuilt);
                    upgrade.ask();
                }
                // The way back: all are new, and then one of each is not.
                oldWorker.restart();
                upgrade.replace(first, JarLaunch::asReleased);
                assertReleased(first, "hub-service", true);
                upgrade.exchange();
                upgrade.workSideBySide(oldWorker.awaitReady(), newWorker);
                upgrade.takeOver(newWorker, oldWorker);
            }
            publishing.stop();
            load.awaitArrival();
            upgrade.assertAllAnswered();

            load.assertNothingWrong().assertNoGap();
            upgrade.assertALaterVersionWouldHaveShown();
            Times.record(
                    "rolling upgrade and back: deliveries, 0 lost, doubled or swapped",
                    load.verdict().delivered(),
                    "events",
                    "%d readers, 2 hubs, %d answers".formatted(READERS, upgrade.asked.size()));
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
