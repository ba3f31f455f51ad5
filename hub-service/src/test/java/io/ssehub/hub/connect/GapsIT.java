package io.ssehub.hub.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.StreamClient.Event;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.position.Cursor;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be missing is told, once, with its reason; what is not missing is not. */
class GapsIT {
    private static HubNode node;
    /** One that has not heard what was said before a client comes to it, and so must read it. */
    private static HubNode cold;

    private final String alice = HubNode.name("alice");
    private final String news = HubNode.name("news");
    private final Channel channel = Channel.topic(news);
    private final String only = "client=false&broadcast=false&topics=" + news;

    @BeforeAll
    static void start() {
        String prefix = RedisFixture.freshPrefix();
        node = HubNode.startWith(prefix);
        cold = HubNode.startWith(prefix);
    }

    @AfterAll
    static void stop() {
        node.close();
        cold.close();
    }

    private static <T> T redis(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        return RedisFixture.link().send(command).toCompletableFuture().join();
    }

    private String log() {
        return node.keys().log(channel);
    }

    private String head() {
        return node.keys().head(channel);
    }

    private void publish(int from, int to) {
        IntStream.range(from, to).forEach(i -> node.publish(channel, i));
    }

    private StreamClient connected() {
        StreamClient client = node.connect(alice, only);
        client.await("systemMessage");
        return client;
    }

    private StreamClient back(String cursor) {
        StreamClient client = cold.connect(alice, only, cursor);
        client.await("systemMessage");
        return client;
    }

    /** Reads the events from 0 to below {@code count}, dies, and answers its cursor. */
    private String visit(int count) {
        try (StreamClient client = connected()) {
            publish(0, count);
            return client.take(count).getLast().id();
        }
    }

    private static void assertGap(Event event, String reason, Channel channel) {
        assertThat(event.name()).isEqualTo("gap");
        assertThat(event.field("reason")).isEqualTo(reason);
        assertThat(event.field("channel")).isEqualTo(channel.toString());
        assertThat(event.id()).isNotEmpty();
    }

    private static void assertData(List<Event> events, String... data) {
        assertThat(events).extracting(Event::name).containsOnly("tick");
        assertThat(events).extracting(Event::data).containsExactly(data);
    }

    @Test
    void aLogThatExpiresUnderAConnectionIsNoGap() {
        try (StreamClient client = connected()) {
            publish(0, 3);
            assertData(client.take(3), "0", "1", "2");
            redis(commands -> commands.del(log()));
            publish(3, 5);
            assertData(client.take(2), "3", "4");
        }
    }

    @Test
    void aLogThatExpiredWhileNobodyMissedAnythingIsNoGap() {
        String cursor = visit(3);
        redis(commands -> commands.del(log()));
        publish(3, 5);
        try (StreamClient client = back(cursor)) {
            assertData(client.take(2), "3", "4");
        }
    }

    @Test
    void aLogTrimmedPastTheCursorIsOneGap() {
        String cursor = visit(3);
        publish(3, 10);
        redis(commands -> commands.xtrim(log(), false, 2));
        double before = cold.meter("hub.gaps", "reason", "trimmed");
        try (StreamClient client = back(cursor)) {
            Event gap = client.next();
            assertGap(gap, "trimmed", channel);
            assertThat(gap.field("from")).endsWith("-4");
            assertThat(gap.field("to")).endsWith("-9");
            assertData(client.take(2), "8", "9");
            publish(10, 11);
            assertData(client.take(1), "10");
        }
        assertThat(cold.meter("hub.gaps", "reason", "trimmed") - before).isEqualTo(1);
    }

    @Test
    void aLogTrimmedPastTheCursorIsNoGapAtANodeThatStillHasTheEvents() {
        try (StreamClient keepsTheFeedOpen = connected()) {
            String cursor = visit(3);
            publish(3, 10);
            keepsTheFeedOpen.take(10);
            redis(commands -> commands.xtrim(log(), false, 2));
            try (StreamClient client = node.connect(alice, only, cursor)) {
                client.await("systemMessage");
                assertData(client.take(7), "3", "4", "5", "6", "7", "8", "9");
            }
        }
    }

    @Test
    void aLogThatExpiredWithSomethingUnreadIsOneGap() {
        String cursor = visit(3);
        publish(3, 6);
        redis(commands -> commands.del(log()));
        try (StreamClient client = back(cursor)) {
            assertGap(client.next(), "trimmed", channel);
            publish(6, 8);
            assertData(client.take(2), "6", "7");
        }
    }

    @Test
    void theCursorOfAGapIsBehindIt() {
        String cursor = visit(3);
        publish(3, 6);
        redis(commands -> commands.del(log()));
        String behind;
        try (StreamClient client = back(cursor)) {
            behind = client.next().id();
        }
        publish(6, 7);
        try (StreamClient client = back(behind)) {
            assertData(client.take(1), "6");
        }
    }

    @Test
    void aFlushBetweenTwoConnectionsIsOneGap() {
        String cursor = visit(3);
        redis(commands -> commands.del(log(), head()));
        publish(0, 2);
        try (StreamClient client = back(cursor)) {
            assertGap(client.next(), "vanished", channel);
            assertData(client.take(2), "0", "1");
            publish(2, 3);
            assertData(client.take(1), "2");
        }
    }

    @Test
    void aFlushAfterWhichNothingWasPublishedIsOneGap() {
        String cursor = visit(3);
        redis(commands -> commands.del(log(), head()));
        try (StreamClient client = back(cursor)) {
            assertGap(client.next(), "vanished", channel);
            publish(0, 2);
            assertData(client.take(2), "0", "1");
        }
    }

    @Test
    void aFlushUnderAConnectionIsOneGap() {
        try (StreamClient client = connected()) {
            publish(0, 3);
            assertData(client.take(3), "0", "1", "2");
            redis(commands -> commands.del(log(), head()));
            publish(3, 5);
            assertGap(client.next(), "vanished", channel);
            assertData(client.take(2), "3", "4");
        }
    }

    @Test
    void aFlushUnderAConnectionIsToldThoughNothingIsPublished() {
        try (StreamClient client = connected()) {
            publish(0, 3);
            client.take(3);
            redis(commands -> commands.del(log(), head()));
            assertGap(client.next(), "vanished", channel);
            publish(3, 5);
            assertData(client.take(2), "3", "4");
        }
    }

    @Test
    void anotherPrimaryIsOneGapForWhoIsConnected() {
        try (StreamClient client = connected()) {
            publish(0, 3);
            Event last = client.take(3).getLast();
            redis(commands -> commands.hset(head(), "mark", Answers.arg("0123456789abcdef")));
            publish(3, 5);
            Event gap = client.next();
            assertGap(gap, "failover", channel);
            assertThat(gap.field("from")).endsWith("-4");
            assertThat(gap.id()).isNotEqualTo(last.id());
            assertData(client.take(2), "3", "4");
        }
    }

    @Test
    void anotherPrimaryIsOneGapForWhoWasAway() {
        String cursor = visit(3);
        redis(commands -> commands.hset(head(), "mark", Answers.arg("0123456789abcdef")));
        publish(3, 5);
        try (StreamClient client = back(cursor)) {
            assertGap(client.next(), "failover", channel);
            assertData(client.take(2), "3", "4");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "0",
                "1-",
                "1-b",
                "1-q1.1",
                "1-b1.1-b1.2",
                "2-b1.1",
                "12345",
                "1-bÄ",
                "1-b1.zzzzzzzzzzzzzzzzzzzzzz"
            })
    void aCursorThatCannotBeReadIsOneGapInEachChannelAndThenLive(String rubbish) {
        node.publish(channel, "\"old\"");
        String query = "topics=" + news;
        try (StreamClient client = node.connect(alice, query, rubbish)) {
            client.await("systemMessage");
            List<Event> gaps = client.take(3);
            assertThat(gaps).extracting(Event::name).containsOnly("gap");
            assertThat(gaps).extracting(gap -> gap.field("reason")).containsOnly("unknown_cursor");
            assertThat(gaps)
                    .extracting(gap -> gap.field("channel"))
                    .containsExactlyInAnyOrder("client/" + alice, "broadcast", channel.toString());
            node.publish(channel, "\"new\"");
            assertData(client.take(1), "\"new\"");
        }
    }

    @Test
    void aCursorLongerThanAnyIsOneGap() {
        try (StreamClient client = back("1-" + "b1.1-".repeat(200))) {
            assertGap(client.next(), "unknown_cursor", channel);
            publish(0, 1);
            assertData(client.take(1), "0");
        }
    }

    @Test
    void aCursorAboveTheHeadIsOneGapAndThenTheLogFromItsStart() {
        String cursor = visit(3);
        Position ahead = Cursor.parse(cursor).orElseThrow().of(channel).orElseThrow();
        ahead = new Position(ahead.epoch(), ahead.offset() + 100);
        try (StreamClient client = back(cursorAt(ahead))) {
            Event gap = client.next();
            assertGap(gap, "vanished", channel);
            assertThat(gap.field("from")).isEqualTo(ahead.toString());
            assertData(client.take(3), "0", "1", "2");
            publish(3, 4);
            assertData(client.take(1), "3");
        }
    }

    @Test
    void aCursorOfALaterEpochIsOneGapAndThenTheLogFromItsStart() {
        visit(2);
        Position ahead = new Position(Instant.now().plus(Duration.ofDays(1)).toEpochMilli(), 7);
        try (StreamClient client = back(cursorAt(ahead))) {
            assertGap(client.next(), "vanished", channel);
            assertData(client.take(2), "0", "1");
        }
    }

    @Test
    void aCursorIntoAChannelThatHasNoLogIsOneGap() {
        Position ahead = new Position(Instant.now().toEpochMilli(), 7);
        try (StreamClient client = back(cursorAt(ahead))) {
            assertGap(client.next(), "vanished", channel);
            publish(0, 2);
            assertData(client.take(2), "0", "1");
        }
    }

    @Test
    void aCursorThatSawNoLogLongerAgoThanRedisRemembersIsOneGap() {
        publish(0, 2);
        Position forgotten = Position.before(Instant.now().minus(Duration.ofDays(8)));
        try (StreamClient client = back(cursorAt(forgotten))) {
            assertGap(client.next(), "trimmed", channel);
            assertData(client.take(2), "0", "1");
        }
    }

    @Test
    void anEntryThatCannotBeReadIsOneGapLiveAndInHistory() {
        String before;
        try (StreamClient client = connected()) {
            publish(0, 2);
            before = client.take(2).getLast().id();
            Position position =
                    Cursor.parse(before).orElseThrow().of(channel).orElseThrow().next();
            appendOfAnotherVersion(position);
            Event gap = client.next();
            assertGap(gap, "unreadable", channel);
            assertThat(gap.field("to")).isEqualTo(position.toString());
            publish(2, 4);
            assertData(client.take(2), "2", "3");
        }
        try (StreamClient client = back(before)) {
            assertGap(client.next(), "unreadable", channel);
            assertData(client.take(2), "2", "3");
        }
    }

    private void appendOfAnotherVersion(Position position) {
        Map<String, byte[]> body = new LinkedHashMap<>();
        body.put("v", Answers.arg("2"));
        body.put("secret", Answers.arg("of a later version"));
        redis(commands -> commands.xadd(log(), new XAddArgs().id(position.toString()), body));
        redis(commands -> commands.hset(head(), "offset", Answers.arg(position.offset())));
        redis(commands -> commands.publish(log(), Answers.arg("2 " + position + " of a later version\n?")));
    }

    private String cursorAt(Position position) {
        return Cursor.writer(List.of(channel)).write(new Position[] {position}, false);
    }
}
