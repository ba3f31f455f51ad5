package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.hub.fixture.Wait;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code from=acked}: what a client has acknowledged does not come again, and nothing else is left out. */
class AckedIT {
    private static HubNode node;
    private static HubNode other;

    private final String alice = HubNode.name("alice");
    private final Channel channel = Channel.client(alice);
    private final Map<String, Attempt> attempts = new HashMap<>();
    private final Map<String, Integer> next = new HashMap<>();

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix);
        other = HubNode.startWith(prefix, "hub.feed.tail=0B", "hub.feed.page=3");
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Generations generations() {
        return node.bean(Generations.class);
    }

    private String ask() {
        return await(generations().submit(alice, null, "hello", "")).id();
    }

    private String begin() {
        String id = ask();
        await(generations().start(alice, id, 0, "owner", 3));
        attempts.put(id, new Attempt(alice, id, 1, "owner"));
        return id;
    }

    private void say(String id, String content) {
        int index = next.merge(id, 1, Integer::sum) - 1;
        await(generations().fragment(attempts.get(id), index, content, false));
    }

    private void end(String id) {
        await(generations().end(attempts.get(id), next.getOrDefault(id, 0), new Ending.Completed("stop", null)));
    }

    private void ack(String id) {
        assertThat(node.post("/api/sse/ack/" + alice + "/" + id).status()).isEqualTo(204);
    }

    /** What is heard of answers, as {@code name:id:content}, up to an event published now. */
    private List<String> heard(StreamClient client) {
        // Before it is welcomed, one that is live only does not hear it.
        client.awaitWelcome();
        node.publish(channel, "\"now\"");
        return client.takeUntil(event -> event.data().equals("\"now\"")).stream()
                .filter(event -> !event.is("systemMessage"))
                .map(AckedIT::shown)
                .toList();
    }

    private static String shown(Event event) {
        return event.name().startsWith("message")
                ? event.name() + ":" + event.field("id") + ":" + event.field("content")
                : event.name();
    }

    @Test
    void ofThreeInterleavedAnswersTheOneThatIsNotAcknowledgedComesAndWhatCameAfter() {
        String m1 = begin();
        String m2 = begin();
        String m3 = begin();
        for (String piece : List.of("a", "b")) {
            say(m1, piece);
            say(m2, piece);
            say(m3, piece);
        }
        node.publish(channel, 1);
        end(m1);
        end(m2);
        end(m3);
        ack(m1);
        ack(m3);
        String m4 = begin();
        say(m4, "d");
        List<String> wanted = List.of(
                "messageStart:" + m2 + ":",
                "messageFragment:" + m2 + ":a",
                "messageFragment:" + m2 + ":b",
                "tick",
                "messageEnd:" + m2 + ":",
                "messageStart:" + m4 + ":",
                "messageFragment:" + m4 + ":d",
                "tick");
        for (HubNode any : List.of(node, other)) {
            try (StreamClient client = any.connect(alice, "from=acked")) {
                assertThat(heard(client)).startsWith(wanted.toArray(String[]::new));
            }
        }
        try (StreamClient all = node.connect(alice, "from=start")) {
            assertThat(heard(all)).as("without it all of them come").contains("messageFragment:" + m1 + ":a");
        }
    }

    @Test
    void withNothingThatIsNotAcknowledgedItIsLiveOnly() {
        node.publish(channel, 1);
        String m1 = begin();
        end(m1);
        ack(m1);
        try (StreamClient client = node.connect(alice, "from=acked")) {
            assertThat(heard(client)).containsExactly("tick");
        }
    }

    @Test
    void aClientThatNeverHadAnythingHearsWhatComes() {
        try (StreamClient client = node.connect(alice, "from=acked")) {
            client.await("systemMessage");
            String m1 = begin();
            assertThat(heard(client)).containsExactly("messageStart:" + m1 + ":", "tick");
        }
    }

    @Test
    void anAnswerThatWaitsForItsFirstAttemptMovesNothingAndComesWhenItBegins() {
        node.publish(channel, 1);
        String m1 = ask();
        try (StreamClient client = node.connect(alice, "from=acked")) {
            client.await("systemMessage");
            await(generations().start(alice, m1, 0, "owner", 3));
            assertThat(heard(client)).containsExactly("messageStart:" + m1 + ":", "tick");
        }
    }

    @Test
    void oneThatWasCancelledBeforeItBeganIsToldByItsEnding() {
        String m1 = ask();
        await(generations().cancel(alice, m1));
        node.publish(channel, 1);
        try (StreamClient client = node.connect(alice, "from=acked")) {
            assertThat(heard(client)).containsExactly("messageEnd:" + m1 + ":", "tick", "tick");
        }
    }

    @Test
    void whatIsAcknowledgedLaterStillComesOnAConnectionThatWasThereBefore() {
        String m1 = begin();
        try (StreamClient client = node.connect(alice, "from=acked")) {
            client.await("messageStart");
            ack(m1);
            say(m1, "a");
            assertThat(heard(client)).containsExactly("messageFragment:" + m1 + ":a", "tick");
        }
    }

    @Test
    void aCursorWinsAndWhatIsAcknowledgedStaysLeftOut() {
        String m1 = begin();
        String m2 = begin();
        ack(m1);
        String cursor;
        try (StreamClient client = node.connect(alice, "from=acked")) {
            cursor = client.await("messageStart").id();
        }
        say(m1, "a");
        say(m2, "a");
        try (StreamClient client = other.connect(alice, "from=acked", cursor)) {
            assertThat(heard(client)).containsExactly("messageFragment:" + m2 + ":a", "tick");
        }
        try (StreamClient client = other.connect(alice, "", cursor)) {
            assertThat(heard(client))
                    .as("without from=acked nothing is left out")
                    .startsWith("messageFragment:" + m1 + ":a", "messageFragment:" + m2 + ":a");
        }
    }

    @Test
    void historyThatIsGoneIsToldByAGap() {
        String m1 = begin();
        node.publish(channel, 1);
        await(RedisFixture.link().send(redis -> redis.xtrim(node.keys().log(channel), 1)));
        try (StreamClient client = other.connect(alice, "from=acked")) {
            client.await("systemMessage");
            Event gap = client.next();
            assertThat(gap.name()).isEqualTo("gap");
            assertThat(gap.field("reason")).isEqualTo("trimmed");
            say(m1, "a");
            assertThat(heard(client)).contains("messageFragment:" + m1 + ":a");
        }
    }

    @Test
    void onlySoManyAnswersAreLookedAtAndWhatIsNotLookedAtComes() {
        String m1 = begin();
        ack(m1);
        String m2 = begin();
        awaitNextMillisecond(m2);
        String m3 = begin();
        try (HubNode near = HubNode.startWith(prefix(), "hub.connect.acked=1");
                StreamClient client = near.connect(alice, "from=acked")) {
            say(m1, "a");
            assertThat(heard(client))
                    .as("it begins at the newest, and does not know that the oldest is acknowledged")
                    .containsExactly("messageStart:" + m3 + ":", "messageFragment:" + m1 + ":a", "tick");
        }
    }

    private static String prefix() {
        String log = node.keys().log(Channel.BROADCAST);
        return log.substring(0, log.indexOf(':'));
    }

    /** The newest is the newest by Redis' clock. */
    private void awaitNextMillisecond(String id) {
        long created =
                await(generations().find(alice, id)).orElseThrow().created().toEpochMilli();
        Wait.until("the next millisecond", () -> {
            List<byte[]> time = await(RedisFixture.link().send(redis -> redis.time()));
            return Long.parseLong(new String(time.get(0))) * 1_000 + Long.parseLong(new String(time.get(1))) / 1_000
                    > created;
        });
    }
}
