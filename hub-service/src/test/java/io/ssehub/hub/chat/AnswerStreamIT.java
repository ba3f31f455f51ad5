package io.ssehub.hub.chat;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.position.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One answer as a stream of its own: the text so far, what comes, the end; whoever comes, whenever, to whichever node. */
class AnswerStreamIT {
    private static HubNode node;
    /** Reads everything from the log. */
    private static HubNode other;

    private final String alice = HubNode.name("alice");
    private final Channel channel = Channel.client(alice);
    private final String id =
            await(generations().submit(alice, null, "hello", "")).id();
    private int next;

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix);
        other = HubNode.startWith(prefix, "hub.feed.tail=0B", "hub.feed.page=2", "hub.sink.kind=emitter");
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

    private String target() {
        return "/api/sse/messages/" + alice + "/" + id;
    }

    private StreamClient read(HubNode from, @Nullable String cursor) {
        StreamClient client = StreamClient.connect(from.port(), target(), cursor);
        assertThat(client.status()).isEqualTo(200);
        return client;
    }

    private Attempt begin() {
        return begin(1);
    }

    private Attempt begin(int attempt) {
        await(generations().start(alice, id, attempt - 1, "owner" + attempt, 3));
        next = 0;
        return new Attempt(alice, id, attempt, "owner" + attempt);
    }

    private void say(Attempt attempt, String... pieces) {
        for (String piece : pieces) {
            await(generations().fragment(attempt, next++, piece, false));
        }
    }

    private void end(Attempt attempt) {
        await(generations().end(attempt, next, new Ending.Completed("stop", "{\"outputTokens\":2}")));
    }

    /** As {@code name attempt index-lastIndex content}; neighbouring fragments as one: until a reader is live they may come so. */
    private static List<String> shown(List<Event> events) {
        List<String> all = new ArrayList<>();
        Event first = null;
        String content = "";
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.is("systemMessage")) {
                continue;
            }
            if (!event.is("messageFragment")) {
                all.add(event.name() + " " + event.field("attempt"));
                continue;
            }
            first = first == null ? event : first;
            content += event.field("content");
            if (i + 1 < events.size() && goesOn(event, events.get(i + 1))) {
                continue;
            }
            all.add("messageFragment " + event.field("attempt") + " " + first.field("index") + "-"
                    + event.field("lastIndex") + " " + content);
            first = null;
            content = "";
        }
        return all;
    }

    private static boolean goesOn(Event fragment, Event next) {
        return next.is("messageFragment")
                && next.field("attempt").equals(fragment.field("attempt"))
                && next.json().path("index").asInt()
                        == fragment.json().path("lastIndex").asInt() + 1;
    }

    private void assertOver(String cursor) {
        assertThat(Cursor.parse(cursor).orElseThrow().isEnded()).isTrue();
        for (HubNode any : List.of(node, other)) {
            try (StreamClient again = StreamClient.connect(any.port(), target(), cursor)) {
                assertThat(again.status()).isEqualTo(204);
            }
        }
    }

    @Test
    void whoComesInTheMiddleGetsTheTextSoFarThenWhatComesThenTheEnd() {
        Attempt attempt = begin();
        say(attempt, "Guten ", "Tag \"🌙\"\n");
        try (StreamClient client = read(node, null)) {
            assertThat(shown(client.takeUntil(event -> event.is("messageFragment"))))
                    .containsExactly("messageStart 1", "messageFragment 1 0-1 Guten Tag \"🌙\"\n");
            say(attempt, "und", " mehr");
            end(attempt);
            List<Event> rest = client.takeRest();
            assertThat(shown(rest)).containsExactly("messageFragment 1 2-3 und mehr", "messageEnd 1");
            assertThat(rest.getLast().json().path("usage").path("outputTokens").asInt())
                    .isEqualTo(2);
            assertOver(client.lastId());
        }
    }

    @Test
    void whoComesAfterTheEndGetsAllOfItAtOnceAlsoWhenTheLogIsGone() {
        Attempt attempt = begin();
        say(attempt, "a", "b");
        end(attempt);
        await(RedisFixture.link().send(redis -> redis.del(node.keys().log(channel))));
        for (HubNode any : List.of(node, other)) {
            double finished = any.meter("hub.connections.ended", "reason", "finished");
            try (StreamClient client = read(any, null)) {
                List<Event> all = client.takeRest();
                assertThat(shown(all)).containsExactly("messageStart 1", "messageFragment 1 0-1 ab", "messageEnd 1");
                assertThat(all.get(2).json().path("isLast").asBoolean()).isTrue();
                assertThat(all.getLast()
                                .json()
                                .path("usage")
                                .path("outputTokens")
                                .asInt())
                        .isEqualTo(2);
                assertThat(all.getLast().field("finishReason")).isEqualTo("stop");
                assertOver(client.lastId());
            }
            assertThat(any.meter("hub.connections.ended", "reason", "finished")).isEqualTo(finished + 1);
        }
        assertThat(node.get(target()).json().path("usage").path("outputTokens").asInt())
                .isEqualTo(2);
    }

    @Test
    void whoComesBeforeItBeginsWaitsForIt() {
        node.publish(channel, 1);
        try (StreamClient client = read(node, null)) {
            client.await("systemMessage");
            Attempt attempt = begin();
            say(attempt, "a");
            end(attempt);
            assertThat(shown(client.takeRest()))
                    .containsExactly("messageStart 1", "messageFragment 1 0-0 a", "messageEnd 1");
        }
    }

    @Test
    void nothingElseOfTheClientIsShown() {
        Attempt attempt = begin();
        try (StreamClient client = read(node, null)) {
            client.await("messageStart");
            String another =
                    await(generations().submit(alice, null, "hello", "")).id();
            await(generations().start(alice, another, 0, "owner", 3));
            node.publish(channel, 1);
            node.publish(Channel.BROADCAST, 1);
            say(attempt, "a");
            end(attempt);
            assertThat(shown(client.takeRest())).containsExactly("messageFragment 1 0-0 a", "messageEnd 1");
        }
    }

    @Test
    void aCutInTheMiddleIsResumedOnAnotherNodeWithoutLossOrRepetition() {
        Attempt attempt = begin();
        say(attempt, "a");
        String cursor;
        int next;
        try (StreamClient client = read(node, null)) {
            client.await("messageFragment");
            say(attempt, "b", "c");
            // Of one that is not live yet the two may come as one.
            next = Integer.parseInt(client.await("messageFragment").field("lastIndex")) + 1;
            cursor = client.lastId();
        }
        say(attempt, "d");
        node.publish(channel, 1);
        end(attempt);
        try (StreamClient client = read(other, cursor)) {
            client.await("systemMessage");
            List<Event> rest = client.takeRest();
            assertThat(rest.getFirst().field("index")).isEqualTo(Integer.toString(next));
            assertThat(rest.stream().map(event -> event.field("content")).collect(joining()))
                    .isEqualTo("abcd".substring(next));
            assertThat(rest).extracting(Event::name).endsWith("messageEnd").doesNotContain("messageStart", "gap");
            assertOver(client.lastId());
        }
    }

    @Test
    void aCutBeforeTheTextIsWholeStartsOver() {
        Attempt attempt = begin();
        say(attempt, "a");
        try (StreamClient client = read(node, null)) {
            assertThat(client.await("systemMessage").id()).isNull();
            assertThat(client.await("messageStart").id())
                    .as("a cursor would say that the text is here")
                    .isNull();
            assertThat(client.await("messageFragment").id()).isNotEmpty();
        }
    }

    @Test
    void aNewAttemptBeginsWithItsStart() {
        Attempt first = begin();
        say(first, "a", "b");
        try (StreamClient client = read(node, null)) {
            client.await("messageFragment");
            Attempt second = begin(2);
            say(second, "c");
            end(second);
            assertThat(shown(client.takeRest()))
                    .containsExactly("messageStart 2", "messageFragment 2 0-0 c", "messageEnd 2");
        }
    }

    @Test
    void whereTheLogIsTrimmedTheTextSoFarComesAgainInsteadOfAHole() {
        Attempt attempt = begin();
        String cursor;
        try (StreamClient client = read(node, null)) {
            cursor = client.await("messageStart").id();
        }
        say(attempt, "a", "b", "c");
        node.publish(channel, 1);
        await(RedisFixture.link().send(redis -> redis.xtrim(node.keys().log(channel), 1)));
        double recaps = other.meter("hub.recaps", "for", "gap");
        try (StreamClient client = read(other, cursor)) {
            assertThat(shown(client.takeUntil(event -> event.is("messageFragment"))))
                    .containsExactly("messageStart 1", "messageFragment 1 0-2 abc");
            assertThat(other.meter("hub.recaps", "for", "gap")).isEqualTo(recaps + 1);
            say(attempt, "d");
            end(attempt);
            assertThat(shown(client.takeRest())).containsExactly("messageFragment 1 3-3 d", "messageEnd 1");
        }
    }

    @Test
    void whereAnotherRedisTakesOverTheTextSoFarComesAgain() {
        Attempt attempt = begin();
        say(attempt, "a");
        try (StreamClient client = read(node, null)) {
            client.await("messageFragment");
            double recaps = node.meter("hub.recaps", "for", "gap");
            await(RedisFixture.link().send(redis -> redis.hset(node.keys().head(channel), "mark", "0".getBytes())));
            say(attempt, "b");
            assertThat(shown(client.takeUntil(event -> event.is("messageFragment"))))
                    .containsExactly("messageStart 1", "messageFragment 1 0-1 ab");
            assertThat(node.meter("hub.recaps", "for", "gap")).isEqualTo(recaps + 1);
            end(attempt);
            assertThat(shown(client.takeRest())).containsExactly("messageEnd 1");
        }
    }

    @Test
    void whenRedisLosesTheAnswerTheStreamEndsWithThat() {
        Attempt attempt = begin();
        say(attempt, "a");
        try (StreamClient client = read(node, null)) {
            client.await("messageFragment");
            await(RedisFixture.link()
                    .send(redis -> redis.del(
                            node.keys().generation(alice, id),
                            node.keys().text(alice, id),
                            node.keys().log(channel),
                            node.keys().head(channel))));
            node.publish(channel, 1);
            List<Event> rest = client.takeRest();
            assertThat(shown(rest)).containsExactly("messageError 1");
            assertThat(rest.getLast().field("code")).isEqualTo("interrupted");
            assertThat(Cursor.parse(client.lastId()).orElseThrow().isEnded()).isTrue();
        }
        assertThat(read404()).isEqualTo("unknown_message");
    }

    private String read404() {
        Answer answer = node.call("GET", target(), "", "", "Accept: text/event-stream");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        return answer.field("code");
    }

    @Test
    void cancellingEndsItAndSoDoesAFailure() {
        Attempt attempt = begin();
        try (StreamClient client = read(node, null)) {
            client.await("messageStart");
            assertThat(node.delete(target()).status()).isEqualTo(202);
            List<Event> rest = client.takeRest();
            assertThat(shown(rest)).containsExactly("messageEnd 1");
            assertThat(rest.getLast().field("finishReason")).isEqualTo("cancelled");
        }
        String failed = await(generations().submit(alice, null, "hello", "")).id();
        await(generations().start(alice, failed, 0, "owner", 3));
        await(generations()
                .end(new Attempt(alice, failed, 1, "owner"), 0, new Ending.Failed("internal", "Sorry, \"it\" broke.")));
        try (StreamClient client =
                StreamClient.connect(node.port(), "/api/sse/messages/" + alice + "/" + failed, null)) {
            Event error = client.takeRest().getLast();
            assertThat(error.name()).isEqualTo("messageError");
            assertThat(error.field("code")).isEqualTo("internal");
            assertThat(error.field("message")).isEqualTo("Sorry, \"it\" broke.");
        }
        assertThat(attempt.number()).isEqualTo(1);
    }

    @Test
    void aCursorBehindTheEndIsAnsweredBy204() {
        Attempt attempt = begin();
        String cursor;
        try (StreamClient client = node.connect(alice)) {
            client.await("systemMessage");
            end(attempt);
            cursor = client.await("messageEnd").id();
        }
        try (StreamClient client = StreamClient.connect(other.port(), target(), cursor)) {
            assertThat(client.status()).isEqualTo(204);
        }
    }

    @Test
    void aCursorOfSomethingElseCountsAsNone() {
        Attempt attempt = begin();
        say(attempt, "a");
        for (String cursor : List.of("rubbish", "1-bmwqaiziz", "1-c000000")) {
            try (StreamClient client = read(node, cursor)) {
                assertThat(shown(client.takeUntil(event -> event.is("messageFragment"))))
                        .containsExactly("messageStart 1", "messageFragment 1 0-0 a");
            }
        }
    }

    @Test
    void disconnectEndsItForGoodAlsoBeforeAnythingWasTold() {
        node.publish(channel, 1);
        try (StreamClient client = read(node, null)) {
            client.await("systemMessage");
            assertThat(node.post("/api/sse/disconnect/" + alice).status()).isEqualTo(202);
            assertThat(client.takeRest()).extracting(Event::name).containsExactly("disconnected");
            assertOver(client.lastId());
        }
    }

    @Test
    void headAnswersTheHeadAndOpensNothing() {
        double opened = node.meter("hub.connections.opened");
        Answer answer = node.call("HEAD", target(), "", "", "Accept: text/event-stream");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.header("Vary")).contains("Accept");
        assertThat(node.call("HEAD", target() + "x", "", "", "Accept: text/event-stream")
                        .status())
                .isEqualTo(404);
        assertThat(node.meter("hub.connections.opened")).isEqualTo(opened);
    }

    @Test
    void jsonStaysWhatIsAnsweredUnlessAStreamIsAskedFor() {
        assertThat(node.get(target()).header("Content-Type")).startsWith("application/json");
        assertThat(node.call("GET", target(), "", "", "Accept: application/json, text/event-stream;q=0.9")
                        .header("Content-Type"))
                .startsWith("application/json");
        assertThat(node.call("GET", target(), "", "", "Accept: text/html").status())
                .isEqualTo(406);
    }
}
