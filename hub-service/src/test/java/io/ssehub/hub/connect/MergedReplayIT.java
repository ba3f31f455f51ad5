package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that came in many pieces is read again in few, and says the same. */
class MergedReplayIT {
    private static final int FRAGMENTS = 1_000;

    private static String prefix;
    private static HubNode node;

    private final String alice = HubNode.name("alice");
    private final String id =
            await(generations().submit(alice, null, "hello", "")).id();
    private int next;

    @BeforeAll
    static void start() {
        prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Generations generations() {
        return node.bean(Generations.class);
    }

    private Attempt begin() {
        await(generations().start(alice, id, 0, "owner", 3));
        return new Attempt(alice, id, 1, "owner");
    }

    private void say(Attempt attempt, int pieces) {
        for (int i = 0; i < pieces; i++) {
            await(generations().fragment(attempt, next, piece(next), false));
            next++;
        }
    }

    private static String piece(int index) {
        return index + (index % 3 == 0 ? " \"🌙\"\n" : " ");
    }

    /** The fragments' ranges follow each other from {@code first} to {@code last}, and their texts are what was said. */
    private static void assertWhole(List<Event> fragments, int first, int last) {
        int expected = first;
        StringBuilder text = new StringBuilder();
        for (Event fragment : fragments) {
            assertThat(fragment.json().path("index").asInt()).isEqualTo(expected);
            expected = fragment.json().path("lastIndex").asInt() + 1;
            text.append(fragment.field("content"));
        }
        assertThat(expected).isEqualTo(last + 1);
        StringBuilder said = new StringBuilder();
        for (int i = first; i <= last; i++) {
            said.append(piece(i));
        }
        assertThat(text.toString()).isEqualTo(said.toString());
    }

    private static List<Event> fragmentsOf(StreamClient client) {
        return client.takeUntil(event -> event.is("messageEnd")).stream()
                .filter(event -> event.is("messageFragment"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.feed.tail=16MB",
                "hub.feed.tail=0B",
                "hub.feed.tail=0B hub.feed.page=7",
                "hub.feed.tail=0B hub.session.queue=1KB hub.session.batch=1KB",
                "hub.feed.merge=50B"
            })
    void whoComesBackGetsTheRestInFewEventsFromWhereverItWas(String settings) {
        try (HubNode any = HubNode.startWith(prefix, settings.split(" "))) {
            Attempt attempt = begin();
            String cursor;
            int seen = 137;
            try (StreamClient client = any.connect(alice)) {
                client.await("systemMessage");
                say(attempt, seen);
                List<Event> live =
                        client.takeUntil(event -> event.field("lastIndex").equals(Integer.toString(seen - 1)));
                cursor = live.getLast().id();
            }
            try (StreamClient stays = any.connect(alice)) {
                stays.await("systemMessage");
                say(attempt, FRAGMENTS - seen);
                await(generations().end(attempt, next, new Ending.Completed("stop", null)));
                assertWhole(fragmentsOf(stays), seen, FRAGMENTS - 1);
            }
            double merged = any.meter("hub.fragments.merged");
            try (StreamClient client = any.connect(alice, "", cursor)) {
                List<Event> fragments = fragmentsOf(client);
                assertWhole(fragments, seen, FRAGMENTS - 1);
                assertThat(fragments.size()).isLessThan((FRAGMENTS - seen) / 3);
                assertThat(any.meter("hub.fragments.merged")).isGreaterThan(merged);
            }
            Event first;
            try (StreamClient client = any.connect(alice, "", cursor)) {
                first = client.await("messageFragment");
            }
            try (StreamClient client = any.connect(alice, "", first.id())) {
                assertWhole(fragmentsOf(client), first.json().path("lastIndex").asInt() + 1, FRAGMENTS - 1);
            }
        }
    }

    @Test
    void switchedOffEachFragmentComesByItself() {
        try (HubNode any = HubNode.startWith(prefix, "hub.feed.merge=0B")) {
            Attempt attempt = begin();
            say(attempt, 200);
            await(generations().end(attempt, next, new Ending.Completed("stop", null)));
            try (StreamClient client = any.connect(alice, "from=start")) {
                List<Event> fragments = fragmentsOf(client);
                assertThat(fragments).hasSize(200);
                assertWhole(fragments, 0, 199);
                assertThat(any.meter("hub.fragments.merged")).isZero();
            }
        }
    }
}
