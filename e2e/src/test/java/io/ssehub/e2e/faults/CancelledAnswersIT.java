package io.ssehub.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Asker;
import io.ssehub.e2e.fixture.ChatRecords;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Load;
import io.ssehub.e2e.fixture.ModelServer;
import io.ssehub.e2e.fixture.Scale;
import io.ssehub.e2e.fixture.Times;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderListener;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.loadtest.hub.Subscription;
import io.ssehub.loadtest.sse.SseEvent;
import io.ssehub.protocol.generation.GenerationState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers of a model over HTTP are cancelled in the middle: their readers are told, and the model can stop. */
class CancelledAnswersIT {
    private static final int CLIENTS = Scale.of(10, 100);
    private static final int MODEL_PAUSE_MILLIS = 50;
    private static final int SOME_FRAGMENTS = 3;
    /** What a full run must keep to in the median. */
    private static final Duration MEDIAN = Duration.ofMillis(200);

    /** Listens to its answer through one hub and cancels it through the other. */
    private static final class Chat implements ReaderListener {
        private final Asker asker;
        private final String question;
        private volatile boolean welcomed;
        private volatile int fragments;
        private volatile String ending = "";
        private volatile long endedNanos;

        private String id = "";
        private long cancelledNanos;

        Chat(int number, URI hub) {
            asker = new Asker("client-" + number, List.of(hub), new Random(number));
            question = "Question number " + number + "?";
        }

        void ask() throws InterruptedException {
            id = asker.ask("r", question);
        }

        void cancel() throws InterruptedException {
            cancelledNanos = System.nanoTime();
            assertThat(asker.cancel(id)).isTrue();
        }

        @Override
        public void onEvent(SseEvent event) {
            switch (event.type()) {
                case "systemMessage" -> welcomed = true;
                case "messageFragment" -> fragments++;
                case "messageEnd", "messageError" -> {
                    endedNanos = System.nanoTime();
                    ending = event.type() + " " + event.data();
                }
                default -> {}
            }
        }

        Duration untilTold() {
            return Duration.ofNanos(endedNanos - cancelledNanos);
        }

        Duration until(OptionalLong nanos) {
            return Duration.ofNanos(nanos.orElseThrow() - cancelledNanos);
        }
    }

    @Test
    void theReaderIsToldAndTheModelIsHungUpOn() throws InterruptedException {
        try (ModelServer model = ModelServer.endless(MODEL_PAUSE_MILLIS);
                Cluster cluster = Cluster.of(2)
                        .workers(1, Duration.ZERO)
                        .workers(launch -> launch.with(model.workerArgs()).with("--worker.concurrency=" + CLIENTS))
                        .start();
                SseClient readers = new SseClient(ReaderOptions.defaults())) {
            List<Chat> chats = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Chat chat = new Chat(i, cluster.uris().get(i % 2));
                readers.open(Subscription.of(chat.asker.clientId()).urls(cluster.uris(), i + 1), chat);
                chats.add(chat);
            }
            Await.until("all listen", Load.DEADLINE, () -> chats.stream().allMatch(chat -> chat.welcomed));
            for (Chat chat : chats) {
                chat.ask();
            }
            Await.until("all are in the middle", Load.DEADLINE, () -> chats.stream()
                    .allMatch(chat -> chat.fragments >= SOME_FRAGMENTS));
            // One after the other, while the rest goes on.
            for (Chat chat : chats) {
                chat.cancel();
                Await.until("the reader is told", Load.DEADLINE, () -> !chat.ending.isEmpty());
                Await.until("the model is hung up on", Load.DEADLINE, () -> model.hungUp(chat.question)
                        .isPresent());
            }
            assertAllCancelled(cluster, chats);
            record("cancel: until the reader has the ending", chats.stream().map(Chat::untilTold));
            record(
                    "cancel: until the model notices that it was hung up on",
                    chats.stream().map(chat -> chat.until(model.hungUp(chat.question))));
        }
    }

    private static void assertAllCancelled(Cluster cluster, List<Chat> chats) {
        ChatRecords records = new ChatRecords(cluster.prefix());
        Await.until("no request is left", Load.DEADLINE, () -> records.requests() == 0);
        for (Chat chat : chats) {
            assertThat(chat.ending).startsWith("messageEnd").contains("\"finishReason\":\"cancelled\"");
            String client = chat.asker.clientId();
            assertThat(records.find(client, chat.id).state()).isEqualTo(GenerationState.CANCELLED);
            assertThat(records.find(client, chat.id).text()).startsWith("Pieces of eight");
            records.assertWhole(client, List.of(chat.id));
        }
    }

    private static void record(String name, Stream<Duration> times) {
        List<Duration> sorted = times.sorted().toList();
        Duration median = sorted.get(sorted.size() / 2);
        String sizes = CLIENTS + " answers running, one cancelled after the other, the model says something every "
                + MODEL_PAUSE_MILLIS + " ms";
        Times.record(name + ", median", median, sizes);
        Times.record(name + ", longest", sorted.getLast(), sizes);
        if (Scale.isFull()) {
            assertThat(median).as(name).isLessThanOrEqualTo(MEDIAN);
        }
    }
}
