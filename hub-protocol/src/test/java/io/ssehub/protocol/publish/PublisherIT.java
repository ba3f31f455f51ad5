package io.ssehub.protocol.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublisherIT {
    private static final Channel NEWS = Channel.topic("news");

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Publisher publisher = new Publisher(link, keys, Retention.DEFAULT);

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private List<StreamMessage<String, byte[]>> log(Channel channel) {
        return await(link.send(redis -> redis.xrange(keys.log(channel), Range.unbounded())));
    }

    private static Event event(String data) {
        return new Event("tick", data);
    }

    @Test
    void aChannelBeginsWithItsEpochAndCountsFromThere() {
        Position first = await(publisher.publish(NEWS, event("1"))).last();
        Position second = await(publisher.publish(NEWS, event("2"))).last();
        assertThat(first.offset()).isEqualTo(2);
        assertThat(second).isEqualTo(first.next());
        assertThat(log(NEWS)).hasSize(3);
    }

    @Test
    void theLogHoldsTheFieldsOfTheWireContract() {
        Position position = await(publisher.publish(NEWS, event("{\"n\":1}"))).last();
        List<StreamMessage<String, byte[]>> log = log(NEWS);
        assertThat(log.get(0).getBody().keySet()).containsExactly("v", "t", "e", "r", "d");
        assertThat(Answers.text(log.get(0).getBody().get("r"))).isEqualTo("gap/vanished/0-0");
        assertThat(Answers.text(log.get(0).getBody().get("d")))
                .isEqualTo("{\"channel\":\"topic/news\",\"reason\":\"vanished\",\"from\":\"0-0\",\"to\":\""
                        + position.epoch() + "-1\"}");
        assertThat(log.get(1).getId()).isEqualTo(position.toString());
        assertThat(Answers.text(log.get(1).getBody().get("v"))).isEqualTo("1");
        assertThat(Answers.text(log.get(1).getBody().get("e"))).isEqualTo("tick");
        assertThat(Answers.text(log.get(1).getBody().get("r"))).isEqualTo("-");
        assertThat(Answers.text(log.get(1).getBody().get("d"))).isEqualTo("{\"n\":1}");
    }

    @Test
    void whatOneThreadPublishesKeepsItsOrder() {
        List<CompletionStage<Published>> sent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sent.add(publisher.publish(NEWS, event(Integer.toString(i))));
        }
        List<Position> positions =
                sent.stream().map(stage -> await(stage).last()).toList();
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(positions.getLast().offset()).isEqualTo(1_001);
    }

    @Test
    void aBatchTakesNeighbouringPositions() {
        Published published = await(publisher.publish(NEWS, List.of(event("1"), event("2"), event("3"))));
        assertThat(published.last().offset() - published.first().offset()).isEqualTo(2);
    }

    @Test
    void aKeyIsPublishedOnceAndTellsAnotherBodyApart() {
        Published first = await(publisher.publishOnce(NEWS, "k1", event("1")));
        Published again = await(publisher.publishOnce(NEWS, "k1", event("1")));
        Published other = await(publisher.publishOnce(NEWS, "k1", event("2")));
        assertThat(first.outcome()).isEqualTo(Published.Outcome.PUBLISHED);
        assertThat(again).isEqualTo(new Published(Published.Outcome.REPEAT, first.first(), first.last()));
        assertThat(other.outcome()).isEqualTo(Published.Outcome.CONFLICT);
        assertThat(log(NEWS)).hasSize(2);
    }

    @Test
    void aLogThatExpiredGoesOnWithTheNextOffset() {
        Position before = await(publisher.publish(NEWS, event("1"))).last();
        await(link.send(redis -> redis.del(keys.log(NEWS))));
        assertThat(await(publisher.publish(NEWS, event("2"))).last()).isEqualTo(before.next());
        assertThat(log(NEWS)).hasSize(1);
    }

    @Test
    void aHeadThatIsGoneBeginsAnEpochAboveTheLog() {
        Position before = await(publisher.publish(NEWS, event("1"))).last();
        await(link.send(redis -> redis.del(keys.head(NEWS))));
        Position after = await(publisher.publish(NEWS, event("2"))).last();
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(Answers.text(log(NEWS).get(2).getBody().get("r"))).isEqualTo("gap/vanished/" + before);
    }

    @Test
    void anotherPrimaryBeginsAnEpochThatNamesTheLastPosition() {
        Position before = await(publisher.publish(NEWS, event("1"))).last();
        await(link.send(redis -> redis.hset(keys.head(NEWS), "mark", Answers.arg("anotherPrimary"))));
        Position after = await(publisher.publish(NEWS, event("2"))).last();
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.offset()).isEqualTo(2);
        assertThat(Answers.text(log(NEWS).get(2).getBody().get("r"))).isEqualTo("gap/failover/" + before);
        assertThat(Answers.text(log(NEWS).get(2).getBody().get("e"))).isEqualTo("gap");
    }

    @Test
    void theLogIsTrimmedFromItsStart() {
        Publisher shortLived =
                new Publisher(link, keys, new Retention(100, Duration.ofMinutes(1), Duration.ofHours(1)));
        List<Event> many = IntStream.range(0, 500).mapToObj(i -> event("" + i)).toList();
        Published published = await(shortLived.publish(NEWS, many));
        List<StreamMessage<String, byte[]>> log = log(NEWS);
        assertThat(log).hasSizeBetween(100, 200);
        assertThat(log.getLast().getId()).isEqualTo(published.last().toString());
    }

    @Test
    void everyKeyExpires() {
        await(publisher.publishOnce(NEWS, "k1", event("1")));
        for (String key : List.of(keys.log(NEWS), keys.head(NEWS), keys.publishMemory(NEWS, "k1"))) {
            long timeToLive = await(link.send(redis -> redis.pttl(key)));
            assertThat(timeToLive).isPositive();
        }
    }
}
