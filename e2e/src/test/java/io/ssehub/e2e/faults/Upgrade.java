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
import io.ssehub.e2e.fixture.Scale;
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
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.Script;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** One upgrade under load: what is done to the cluster, and what must be so between two steps. */
final class Upgrade implements AutoCloseable {
    private static final int QUESTIONS = Scale.of(6, 40);
    private static final int ROUNDS = Scale.of(1, 10);
    private static final int TERMINATED = 143;

    /** A question and the client it is of. */
    record Message(String client, String id) {}

    private final Cluster cluster;
    private final Load load;
    private final ChatRecords records;
    private final List<HubApi> hubs;
    private final List<Message> asked = new ArrayList<>();
    private int publishers;
    private int guests;

    /** @param load whose readers are spread over both hubs */
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
                String client =
                        load.readersOn(holding.name()).getFirst().subscription().clientId();
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

    static void awaitTold(List<String> told, Predicate<String> wanted) {
        Await.until(() -> "the guest is told: " + told, Load.DEADLINE, () -> told.stream()
                .anyMatch(wanted));
    }

    /** Asks so many questions at each hub, whoever will answer. */
    List<Message> ask() throws InterruptedException {
        List<Message> now = new ArrayList<>();
        for (HubApi hub : hubs) {
            for (int i = 0; i < QUESTIONS; i++) {
                String client =
                        "client-" + (asked.size() + now.size()) % load.readers().size();
                String id = new Asker(hub, load.judge()).ask(client, "What is question " + i + "?");
                now.add(new Message(client, id));
            }
        }
        asked.addAll(now);
        return now;
    }

    /** The same, and waits until a worker has each of them. */
    List<Message> askAndSeeTaken() throws InterruptedException {
        List<Message> now = ask();
        Await.until("all are begun", Load.DEADLINE, () -> now.stream()
                .allMatch(message -> find(message).attempt() > 0));
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

    /** How many were asked. */
    int questions() {
        return asked.size();
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
                () -> load.verdict().gaps() == load.readers().size());
        for (JarProcess hub : cluster.hubs()) {
            Await.until(
                    hub.name() + " has counted those it has told",
                    Load.DEADLINE,
                    () -> hub.metrics().sum("hub_gaps_total", "reason", "unreadable")
                            == load.readersOn(hub.name()).size());
        }
    }

    @Override
    public void close() {
        hubs.forEach(HubApi::close);
    }
}
