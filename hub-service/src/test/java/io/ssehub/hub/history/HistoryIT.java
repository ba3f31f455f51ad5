package io.ssehub.hub.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Answer;
import io.ssehub.hub.fixture.HubNode;
import io.ssehub.hub.fixture.StreamClient;
import io.ssehub.hub.fixture.Tokens;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A channel's past is shown page by page, and what is missing in it is told as a stream tells it. */
class HistoryIT {
    private static HubNode node;

    private final Channel news = Channel.topic(HubNode.name("news"));

    @BeforeAll
    static void start() {
        // A stream node of Redis holds a hundred entries, so only whole ones of these are trimmed.
        node = HubNode.start("hub.history.entries=100");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private JsonNode page(String query) {
        Answer answer = node.get("/api/sse/history/" + news + "?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("channel").asString()).isEqualTo(news.toString());
        return answer.json();
    }

    private static List<String> data(JsonNode page) {
        List<String> data = new ArrayList<>();
        page.path("events").forEach(event -> data.add(event.path("data").toString()));
        return data;
    }

    private static List<String> gaps(JsonNode page) {
        List<String> gaps = new ArrayList<>();
        page.path("events").forEach(event -> {
            if (event.path("event").asString().equals("gap")) {
                JsonNode gap = event.path("data");
                gaps.add(gap.path("reason").asString() + " " + gap.path("from").asString("-") + " "
                        + gap.path("to").asString());
            }
        });
        assertThat(page.path("complete").asBoolean()).isEqualTo(gaps.isEmpty());
        return gaps;
    }

    private List<Position> publish(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> node.publish(news, n))
                .toList();
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    @Test
    void withoutAPositionItIsTheNewest() {
        List<Position> at = publish(1, 5);
        JsonNode page = page("limit=2");
        assertThat(data(page)).containsExactly("4", "5");
        assertThat(gaps(page)).isEmpty();
        assertThat(page.path("head").asString()).isEqualTo(at.getLast().toString());
        assertThat(page.path("previous").asString()).isEqualTo(at.get(3).toString());
        assertThat(page.path("next").isNull()).isTrue();
        JsonNode event = page.path("events").get(1);
        assertThat(event.propertyNames()).containsExactlyInAnyOrder("position", "event", "data", "time");
        assertThat(event.path("event").asString()).isEqualTo("tick");
        assertThat(event.path("position").asString()).isEqualTo(at.getLast().toString());
        assertThat(event.path("time").asString()).matches("20\\d\\d-.*Z");
    }

    @Test
    void pagesInEitherDirectionFitTogether() {
        publish(1, 25);
        List<String> forwards = new ArrayList<>();
        for (String next = "0-0"; next != null; ) {
            JsonNode page = page("limit=7&after=" + next);
            assertThat(gaps(page)).isEmpty();
            forwards.addAll(data(page));
            next = page.path("next").isNull() ? null : page.path("next").asString();
        }
        assertThat(forwards).isEqualTo(numbers(1, 25));
        List<String> backwards = new ArrayList<>();
        String query = "limit=7";
        while (!query.isEmpty()) {
            JsonNode page = page(query);
            assertThat(gaps(page)).isEmpty();
            backwards.addAll(0, data(page));
            query = page.path("previous").isNull()
                    ? ""
                    : "limit=7&before=" + page.path("previous").asString();
        }
        assertThat(backwards).isEqualTo(numbers(1, 25));
    }

    @Test
    void atTheEndThereIsNothingAndThatIsComplete() {
        List<Position> at = publish(1, 2);
        JsonNode page = page("after=" + at.getLast());
        assertThat(data(page)).isEmpty();
        assertThat(gaps(page)).isEmpty();
        assertThat(page.path("next").isNull()).isTrue();
        node.publish(news, 3);
        assertThat(data(page("after=" + page.path("head").asString()))).containsExactly("3");
    }

    @Test
    void aChannelThatNeverHadAnEventIsEmptyAndNothingIsWrittenForIt() {
        for (String query : List.of("", "after=0-0", "after=0-1795288828560")) {
            JsonNode page = page(query);
            assertThat(data(page)).isEmpty();
            assertThat(gaps(page)).isEmpty();
            assertThat(page.path("head").asString()).isEqualTo("0-0");
        }
        assertThat(exists(node.keys().head(news))).isZero();
    }

    private static long exists(String key) {
        return node.bean(RedisLink.class)
                .send(redis -> redis.exists(key))
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatWasTrimmedIsToldInEitherDirection() {
        List<Position> at = publish(1, 350);
        JsonNode forwards = page("limit=500&after=" + at.get(2));
        int kept = data(forwards).size() - 1;
        assertThat(kept).isBetween(100, 200);
        Position before = at.get(350 - kept - 1);
        assertThat(gaps(forwards)).containsExactly("trimmed " + at.get(2) + " " + before);
        assertThat(data(forwards).subList(1, kept + 1)).isEqualTo(numbers(351 - kept, 350));

        JsonNode backwards = page("limit=500");
        assertThat(gaps(backwards)).containsExactly("trimmed - " + before);
        assertThat(data(backwards).subList(1, kept + 1)).isEqualTo(numbers(351 - kept, 350));
        assertThat(backwards.path("previous").isNull()).isTrue();
        assertThat(gaps(page("before=" + at.get(5)))).containsExactly("trimmed - " + at.get(4));
        assertThat(gaps(page("after=0-0&limit=500")))
                .as("from wherever it begins")
                .isEmpty();
    }

    @Test
    void aLogThatHasExpiredIsAGap() {
        List<Position> at = publish(1, 3);
        node.bean(RedisLink.class)
                .send(redis -> redis.del(node.keys().log(news)))
                .toCompletableFuture()
                .join();
        assertThat(gaps(page("after=" + at.getFirst())))
                .containsExactly("trimmed " + at.getFirst() + " " + at.getLast());
        assertThat(gaps(page(""))).containsExactly("trimmed - " + at.getLast());
        assertThat(gaps(page("after=" + at.getLast()))).isEmpty();
    }

    @Test
    void aPositionThatRedisDoesNotKnowIsAGapAndItBeginsAnew() {
        publish(1, 2);
        JsonNode page = page("after=9000000000000-5");
        assertThat(gaps(page)).containsExactly("vanished 9000000000000-5 0-0");
        assertThat(page.path("next").asString()).isEqualTo("0-0");
        assertThat(data(page("after=0-0"))).containsExactly("1", "2");
        page = page("before=9000000000000-5");
        assertThat(data(page).subList(0, 2)).containsExactly("1", "2");
        assertThat(gaps(page)).containsExactly("vanished " + page.path("head").asString() + " 9000000000000-5");
    }

    @Test
    void aLostHeadIsToldWhereItHappened() {
        List<Position> at = publish(1, 2);
        node.bean(RedisLink.class)
                .send(redis -> redis.del(node.keys().head(news)))
                .toCompletableFuture()
                .join();
        Position after = node.publish(news, 3);
        String gap = "vanished " + at.getLast() + " " + after.epoch() + "-1";
        for (String query : List.of("", "after=" + at.getFirst())) {
            JsonNode page = page(query);
            assertThat(gaps(page)).containsExactly(gap);
            assertThat(data(page)).endsWith("3");
        }
        assertThat(gaps(page("before=" + after))).containsExactly(gap);
        assertThat(gaps(page("limit=2"))).containsExactly(gap);
    }

    @Test
    void dataComesAsItWasPublished() {
        String data = "{\"a\":1.10,\"b\":[null,\"月\"],\"c\":12345678901234567890.5}";
        node.post("/api/sse/publish", "{\"topic\":\"" + news.name() + "\",\"event\":\"note\",\"data\":" + data + "}");
        assertThat(node.get("/api/sse/history/" + news).body()).contains("\"data\":" + data + ",");
        node.publish(news, "no JSON");
        assertThat(data(page("limit=1"))).containsExactly("\"no JSON\"");
    }

    @Test
    void itIsWhatAStreamGives() {
        publish(1, 10);
        try (StreamClient stream =
                node.connect("reader", "client=false&broadcast=false&from=start&topics=" + news.name())) {
            stream.await("systemMessage");
            assertThat(stream.take(10)).extracting(StreamClient.Event::data).isEqualTo(data(page("")));
        }
    }

    @Test
    void itIsForWhoMayHearTheChannel() {
        try (HubNode closed = HubNode.start(Tokens.JWT)) {
            String alice = Tokens.bearer(Tokens.hearing("alice", "news"));
            assertThat(closed.call("GET", "/api/sse/history/topic/news", "", "", alice)
                            .status())
                    .isEqualTo(200);
            assertThat(closed.call("GET", "/api/sse/history/broadcast", "", "", alice)
                            .status())
                    .isEqualTo(200);
            assertThat(closed.call("GET", "/api/sse/history/client/alice", "", "", alice)
                            .status())
                    .isEqualTo(200);
            Answer refused = closed.call("GET", "/api/sse/history/topic/sport", "", "", alice);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.field("code")).isEqualTo("topic_not_granted");
            assertThat(closed.call("GET", "/api/sse/history/client/bob", "", "", alice)
                            .field("code"))
                    .isEqualTo("wrong_client");
            assertThat(closed.meter("hub.history.pages", "kind", "topic")).isEqualTo(1);
        }
    }
}
