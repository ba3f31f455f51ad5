package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.hub.HubApi;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.judge.Answer;
import io.ssehub.loadtest.judge.Judge;
import io.ssehub.loadtest.judge.JudgedReader;
import io.ssehub.loadtest.judge.Verdict;
import io.ssehub.loadtest.load.Asker;
import io.ssehub.loadtest.load.Publisher;
import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.protocol.fixture.RedisFixture;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hubs and a worker as they are shipped, a hundred clients on both hubs, and one hub killed in the middle. */
class ClusterIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int CLIENTS = 100;
    private static final int ROUNDS = 40;

    private final String prefix = RedisFixture.freshPrefix();
    private final JarProcess doomed =
            JarProcess.start(JarLaunch.hub("hub-doomed", prefix).asShipped());
    private final JarProcess survivor =
            JarProcess.start(JarLaunch.hub("hub-survivor", prefix).asShipped());
    private final JarProcess worker =
            JarProcess.start(JarLaunch.worker("worker", prefix, Duration.ZERO).asShipped());

    @BeforeEach
    void start() {
        List.of(doomed, survivor, worker).forEach(JarProcess::awaitReady);
    }

    @AfterEach
    void stop() {
        List.of(doomed, survivor, worker).forEach(JarProcess::close);
    }

    private List<URI> nodes() {
        return List.of(doomed.uri(), survivor.uri());
    }

    /** A heartbeat may come before: then what is published is not heard yet. */
    private static void noteWelcome(SseEvent event, JudgedReader reader, Set<String> welcomed) {
        if (event.type().equals("systemMessage") && event.data().contains("\"connected\"")) {
            welcomed.add(reader.name());
        }
    }

    @Test
    void aKilledHubLosesDoublesAndSwapsNothing() throws InterruptedException {
        Judge judge = new Judge();
        Map<String, JudgedReader> readers = new LinkedHashMap<>();
        Map<String, String> asked = new LinkedHashMap<>();
        // Questions go to the node that is not listened to: hubs share nothing but Redis.
        try (HubApi toDoomed = new HubApi(nodes(), DEADLINE);
                HubApi toSurvivor = new HubApi(nodes().reversed(), DEADLINE);
                SseClient client = new SseClient(ReaderOptions.defaults())) {
            Set<String> welcomed = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < CLIENTS; i++) {
                Subscription subscription = Subscription.of("client-" + i, "news", "sport");
                JudgedReader judged = judge.reader(subscription);
                readers.put(judged.name(), judged);
                client.open(subscription.urls(nodes(), i), event -> {
                    noteWelcome(event, judged, welcomed);
                    judged.onEvent(event);
                });
            }
            Await.until("all readers are welcomed", DEADLINE, () -> welcomed.size() == CLIENTS);

            Publisher publisher = new Publisher("p1", toSurvivor, judge);
            for (int round = 0; round < ROUNDS; round++) {
                publisher.publish(ChannelName.topic("news"));
                publisher.publish(ChannelName.topic("sport"));
                publisher.publish(ChannelName.broadcast());
                for (int i = round; i < CLIENTS; i += ROUNDS) {
                    String name = "client-" + i;
                    HubApi other = i % 2 == 0 ? toSurvivor : toDoomed;
                    asked.put(name, new Asker(other, judge).ask(name, i % 3 == 0 ? "你好" : "What is this?"));
                    publisher.publish(ChannelName.client(name));
                }
                if (round == ROUNDS / 2) {
                    doomed.kill();
                }
            }
            Await.until(() -> "everything arrives: " + judge.verdict(), DEADLINE, judge::isCaughtUp);

            assertThat(client.readers())
                    .as("half the readers had to move")
                    .filteredOn(reader -> reader.opens() > 1)
                    .hasSizeGreaterThanOrEqualTo(CLIENTS / 2);
        }
        Verdict verdict = judge.verdict();
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(verdict.gaps()).isZero();
        assertThat(verdict.delivered()).isGreaterThanOrEqualTo(10_000);
        assertThat(asked).hasSize(CLIENTS);
        asked.forEach((name, messageId) -> {
            Answer answer = readers.get(name).answer(messageId);
            assertThat(answer).isNotNull();
            assertThat(answer.text())
                    .isNotEmpty()
                    .isEqualTo(Http.message(survivor.uri(), name, messageId)
                            .get("text")
                            .asString());
        });
    }

    /** The twin: the same judge, the same kill, but the cursor is not sent again. */
    @Test
    void withoutTheCursorTheSameJudgeFindsLoss() throws InterruptedException {
        Judge judge = new Judge();
        try (HubApi hub = new HubApi(nodes().reversed(), DEADLINE);
                SseClient client = new SseClient(ReaderOptions.defaults().resume(false))) {
            Set<String> welcomed = ConcurrentHashMap.newKeySet();
            List<SseReader> readers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Subscription subscription = Subscription.of("client-" + i, "news");
                JudgedReader judged = judge.reader(subscription);
                // All on the one that dies.
                readers.add(client.open(subscription.urls(nodes(), 0), event -> {
                    noteWelcome(event, judged, welcomed);
                    judged.onEvent(event);
                }));
            }
            Await.until("all readers are welcomed", DEADLINE, () -> welcomed.size() == 10);
            Publisher publisher = new Publisher("p1", hub, judge);
            publisher.publish(ChannelName.topic("news"));
            Await.until("the first arrives", DEADLINE, judge::isCaughtUp);
            for (SseReader reader : readers) {
                reader.leave().join();
            }
            welcomed.clear();
            doomed.kill();
            for (int i = 0; i < 5; i++) {
                publisher.publish(ChannelName.topic("news"));
            }
            for (SseReader reader : readers) {
                reader.comeBack().join();
            }
            Await.until("all readers are back", DEADLINE, () -> welcomed.size() == 10);
            publisher.publish(ChannelName.topic("news"));
            Await.until(() -> "the last arrives: " + judge.verdict(), DEADLINE, judge::isCaughtUp);
        }
        assertThat(judge.verdict().lost()).isEqualTo(10 * 5);
        assertThat(judge.verdict().isClean()).isFalse();
    }
}
