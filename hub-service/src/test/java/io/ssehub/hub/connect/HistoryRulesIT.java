package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.position.Position;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Channels with a history of their own, and channels with none: what is live is told all the same, what is missed is said. */
class HistoryRulesIT {
    private static final String[] RULES = {
        "hub.history.rules[0].channels=topic/off.kept.*",
        "hub.history.rules[1].channels=topic/off.*",
        "hub.history.rules[1].off=true",
        "hub.history.rules[2].channels=topic/few.*",
        "hub.history.rules[2].entries=100",
        "hub.history.rules[2].log=1m",
        "hub.history.rules[3].channels=topic/small.*",
        "hub.history.rules[3].bytes=20KB",
        "hub.history.rules[4].channels=client/off.*",
        "hub.history.rules[4].off=true"
    };

    private static String prefix;
    private static HubNode node;
    /** One that has not heard what was said before a client comes to it, and so must read it. */
    private static HubNode cold;

    private final String off = HubNode.name("off.news");
    private final Channel channel = Channel.topic(off);

    @BeforeAll
    static void start() {
        prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix, RULES);
        cold = HubNode.startWith(
                prefix,
                Stream.concat(Stream.of(RULES), Stream.of("hub.feed.tail=0B")).toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
        cold.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static <T> T redis(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        return await(RedisFixture.link().send(command));
    }

    private static String only(String topic) {
        return "client=false&broadcast=false&topics=" + topic;
    }

    private static StreamClient connected(HubNode to, String topic, String query, String cursor) {
        StreamClient client = to.connect("reader", only(topic) + query, cursor);
        client.await("systemMessage");
        return client;
    }

    private StreamClient connected(HubNode to) {
        return connected(to, off, "", null);
    }

    private static List<Position> publish(Channel to, int from, int end) {
        return IntStream.range(from, end).mapToObj(i -> node.publish(to, i)).toList();
    }

    private static List<String> numbers(int from, int end) {
        return IntStream.range(from, end).mapToObj(Integer::toString).toList();
    }

    /** What tells that entries are not there; what follows stands where it says. */
    private void assertGap(Event event, long from, long to) {
        assertThat(event.name()).isEqualTo("gap");
        assertThat(event.field("reason")).isEqualTo("no_history");
        assertThat(event.field("channel")).isEqualTo(channel.toString());
        assertThat(event.field("from")).endsWith("-" + from);
        assertThat(event.field("to")).endsWith("-" + to);
    }

    /** All that comes until this number has come. */
    private static List<Event> takeTo(StreamClient client, int number) {
        return client.takeUntil(event -> event.data().equals(Integer.toString(number)));
    }

    private void expire() {
        redis(commands -> commands.del(node.keys().log(channel)));
    }

    /** Something is published that nobody hears of and no log keeps. */
    private void loseOne() {
        redis(commands -> commands.hincrby(node.keys().head(channel), "offset", 1));
        expire();
    }

    @Test
    void readersOfAChannelWithoutHistoryGetEveryEventFromTheFirstOnInOrder() {
        try (StreamClient here = connected(node);
                StreamClient there = connected(cold)) {
            publish(channel, 0, 50);
            for (StreamClient client : List.of(here, there)) {
                assertThat(client.take(50)).extracting(Event::data).isEqualTo(numbers(0, 50));
            }
        }
        assertThat(life(channel)).as("and its log is soon gone").isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoComesBackLaterIsToldOnceAndHearsWhatIsNew() {
        String cursor;
        try (StreamClient client = connected(node)) {
            publish(channel, 0, 3);
            cursor = client.take(3).getLast().id();
        }
        publish(channel, 3, 10);
        expire();
        double before = cold.meter("hub.gaps", "reason", "no_history");
        double trimmed = cold.meter("hub.gaps", "reason", "trimmed");
        try (StreamClient client = connected(cold, off, "", cursor)) {
            assertGap(client.next(), 4, 11);
            publish(channel, 10, 12);
            List<Event> rest = client.take(2);
            assertThat(rest).extracting(Event::data).containsExactly("10", "11");
            cursor = rest.getLast().id();
        }
        assertThat(cold.meter("hub.gaps", "reason", "no_history") - before).isEqualTo(1);
        assertThat(cold.meter("hub.gaps", "reason", "trimmed"))
                .as("nothing an operator should do about")
                .isEqualTo(trimmed);
        try (StreamClient client = connected(node, off, "", cursor)) {
            publish(channel, 12, 13);
            assertThat(client.next().data()).as("nothing was missed").isEqualTo("12");
        }
    }

    @Test
    void theSameWithHistoryIsNoGap() {
        String news = HubNode.name("off.kept.news");
        String cursor;
        try (StreamClient client = connected(node, news, "", null)) {
            publish(Channel.topic(news), 0, 3);
            cursor = client.take(3).getLast().id();
        }
        publish(Channel.topic(news), 3, 300);
        try (StreamClient client = connected(cold, news, "", cursor)) {
            assertThat(client.take(297)).extracting(Event::data).isEqualTo(numbers(3, 300));
        }
    }

    /** The few that a log without history keeps are told; what is before them is a gap. */
    @Test
    void whoWasAwayForMoreThanTheNewestIsToldOfTheRest() {
        String cursor;
        try (StreamClient client = connected(node)) {
            publish(channel, 0, 3);
            cursor = client.take(3).getLast().id();
        }
        publish(channel, 3, 400);
        try (StreamClient client = connected(cold, off, "", cursor)) {
            publish(channel, 400, 401);
            List<Event> events = takeTo(client, 400);
            Event gap = events.getFirst();
            int first = 401 - (events.size() - 1);
            assertGap(gap, 4, first + 1);
            assertThat(first).as("no more than is kept").isGreaterThanOrEqualTo(200);
            assertThat(events.subList(1, events.size())).extracting(Event::data).isEqualTo(numbers(first, 401));
        }
    }

    @Test
    void aHoleInWhatIsHeardIsAGapBeforeTheNextEvent() {
        try (StreamClient client = connected(node)) {
            publish(channel, 0, 3);
            client.take(3);
            loseOne();
            node.publish(channel, 4);
            List<Event> events = takeTo(client, 4);
            assertThat(events).hasSize(2);
            assertGap(events.getFirst(), 4, 5);
        }
    }

    /** Heads are compared, and what they tell cannot be read any more. */
    @Test
    void anEventThatNobodyHeardIsAGapWithoutAnotherOne() {
        try (StreamClient client = connected(node)) {
            publish(channel, 0, 3);
            client.take(3);
            loseOne();
            assertGap(client.next(), 4, 5);
            node.publish(channel, 4);
            assertThat(client.next().data()).isEqualTo("4");
        }
    }

    @Test
    void whatAChannelWithoutHistoryStillHoldsIsShownToNobodyWhoAsksForThePast() {
        List<Position> at = publish(channel, 0, 3);
        try (StreamClient client = connected(node, off, "&from=start", null)) {
            node.publish(channel, 3);
            assertThat(client.next().data()).as("live only, without a gap").isEqualTo("3");
        }
        JsonNode page = node.get("/api/sse/history/" + channel).json();
        assertThat(page.path("complete").asBoolean()).isFalse();
        assertThat(page.path("events")).hasSize(1);
        assertThat(page.path("events").get(0).path("data").path("reason").asString())
                .isEqualTo("no_history");
        assertThat(page.path("head").asString()).isEqualTo(at.getLast().next().toString());
        JsonNode since = node.get("/api/sse/history/" + channel + "?after=" + at.getFirst())
                .json();
        assertThat(since.path("events")).hasSize(1);
        assertThat(since.path("events").get(0).path("data").path("from").asString())
                .isEqualTo(at.getFirst().toString());
        JsonNode none = node.get(
                        "/api/sse/history/" + channel + "?after=" + at.getLast().next())
                .json();
        assertThat(none.path("complete").asBoolean()).as("nothing came since").isTrue();
        assertThat(none.path("events")).isEmpty();
    }

    @Test
    void entriesLifeAndBytesAreThoseOfTheFirstRuleThatFits() {
        Channel few = Channel.topic(HubNode.name("few.x"));
        Channel small = Channel.topic(HubNode.name("small.x"));
        Channel other = Channel.topic(HubNode.name("other.x"));
        for (Channel each : List.of(few, other)) {
            publish(each, 0, 300);
        }
        String large = "\"" + "x".repeat(1_000) + "\"";
        IntStream.range(0, 60).forEach(i -> node.publish(small, large));
        assertThat(entries(few)).isBetween(100L, 200L);
        assertThat(entries(other)).isEqualTo(301);
        assertThat(life(few)).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(life(other)).isGreaterThan(Duration.ofMinutes(1));
        assertThat(memory(small)).isLessThan(30_000);
        assertThat(entries(small)).isLessThan(30);
    }

    private static Duration life(Channel of) {
        long millis = redis(commands -> commands.pttl(node.keys().log(of)));
        return Duration.ofMillis(millis);
    }

    private static long memory(Channel of) {
        return redis(commands -> commands.memoryUsage(node.keys().log(of)));
    }

    private static long entries(Channel of) {
        return redis(commands -> commands.xlen(node.keys().log(of)));
    }

    @Test
    void aReaderWhoWasTrimmedPastIsToldSoWhereThereIsHistory() {
        String few = HubNode.name("few.news");
        String cursor;
        try (StreamClient client = connected(node, few, "", null)) {
            publish(Channel.topic(few), 0, 3);
            cursor = client.take(3).getLast().id();
        }
        publish(Channel.topic(few), 3, 400);
        try (StreamClient client = connected(cold, few, "", cursor)) {
            List<Event> events = takeTo(client, 399);
            assertThat(events.getFirst().field("reason")).isEqualTo("trimmed");
            assertThat(events.size()).isBetween(101, 201);
        }
    }

    @Test
    void anAnswerIsReadWholeWithoutAHistoryOfItsClient() {
        String alice = HubNode.name("off.alice");
        Generations generations = node.bean(Generations.class);
        String id = await(generations.submit(alice, null, "hello", "")).id();
        await(generations.start(alice, id, 0, "w", 3));
        Attempt attempt = new Attempt(alice, id, 1, "w");
        await(generations.fragment(attempt, 0, "Guten ", false));
        assertThat(life(Channel.client(alice)))
                .as("what a worker writes goes by the rule too")
                .isLessThanOrEqualTo(Duration.ofSeconds(10));
        String target = "/api/sse/messages/" + alice + "/" + id;
        String cursor;
        try (StreamClient client = StreamClient.connect(node.port(), target, null)) {
            cursor = client.await("messageFragment").id();
        }
        await(generations.fragment(attempt, 1, "Tag", true));
        redis(commands -> commands.del(node.keys().log(Channel.client(alice))));
        await(generations.end(attempt, 2, new Ending.Completed("stop", null)));
        try (StreamClient client = StreamClient.connect(cold.port(), target, cursor)) {
            List<Event> rest = client.takeRest();
            assertThat(rest).extracting(Event::name).doesNotContain("gap").endsWith("messageEnd");
            assertThat(rest.stream().filter(event -> event.is("messageFragment")))
                    .as("the text so far again, where the log has it no more")
                    .singleElement()
                    .satisfies(event -> assertThat(event.field("content")).isEqualTo("Guten Tag"));
        }
        assertThat(node.get(target).json().path("text").asString()).isEqualTo("Guten Tag");
    }

    @Test
    void otherRulesAfterARestartHoldFromThenOn() {
        Channel moved = Channel.topic(HubNode.name("moved"));
        String cursor;
        try (StreamClient client = connected(node, moved.name(), "", null)) {
            publish(moved, 0, 300);
            cursor = client.take(300).get(2).id();
        }
        String rule = "hub.history.rules[0].channels=topic/moved*";
        try (HubNode without = HubNode.startWith(prefix, rule, "hub.history.rules[0].off=true")) {
            try (StreamClient client = connected(without, moved.name(), "", cursor)) {
                assertThat(client.take(297))
                        .as("what is there is told")
                        .extracting(Event::data)
                        .isEqualTo(numbers(3, 300));
                without.publish(moved, 300);
                assertThat(client.next().data()).isEqualTo("300");
            }
            assertThat(without.get("/api/sse/history/" + moved).json().path("events"))
                    .hasSize(1);
            assertThat(entries(moved)).as("and then taken out").isLessThanOrEqualTo(200);
            try (StreamClient client = connected(without, moved.name(), "", cursor)) {
                assertThat(client.next().field("reason")).isEqualTo("no_history");
            }
        }
        Position at = node.publish(moved, 301);
        assertThat(at.offset()).as("positions go on").isEqualTo(303);
        assertThat(life(moved)).isGreaterThan(Duration.ofMinutes(1));
    }
}
