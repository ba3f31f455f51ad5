package io.ssehub.protocol.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.channel.ChannelPattern;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.generation.Attempt;
import io.ssehub.protocol.generation.Ending;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.log.RetentionRules;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever appends keeps of a channel what its rule says. */
class RetentionIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long BYTES = 50_000;
    /** What a log may take beyond its bytes: a node that is not full yet, and what one call appends. */
    private static final long BEYOND = 10_000;

    private static final Channel FEW = Channel.topic("few");
    private static final Channel SMALL = Channel.topic("small");
    private static final Channel OFF = Channel.topic("off");
    private static final Channel OTHER = Channel.topic("other");
    private static final Channel ALICE = Channel.client("alice");

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Retentions rules = new RetentionRules(
            List.of(
                    rule("topic/few", new Retention(100, MINUTE, DAY)),
                    rule("topic/small", new Retention(10_000, BYTES, HOUR, DAY, true)),
                    rule("topic/off", Retention.off(DAY)),
                    rule("client/al*", Retention.off(DAY))),
            new Retention(10_000, HOUR, DAY));
    private final Publisher publisher = new Publisher(link, keys, rules);

    private static RetentionRules.Rule rule(String channels, Retention retention) {
        return new RetentionRules.Rule(ChannelPattern.parse(channels).orElseThrow(), retention);
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private long entries(Channel channel) {
        return await(link.send(redis -> redis.xlen(keys.log(channel))));
    }

    private Duration life(Channel channel) {
        return Duration.ofMillis(await(link.send(redis -> redis.pttl(keys.log(channel)))));
    }

    private long bytes(Channel channel) {
        return await(link.send(redis -> redis.memoryUsage(keys.log(channel))));
    }

    private Position publish(Channel channel, int count, int bytes) {
        List<Event> events = IntStream.range(0, count)
                .mapToObj(i -> new Event("tick", "\"" + "x".repeat(bytes) + "\""))
                .toList();
        return await(publisher.publish(channel, events)).last();
    }

    @Test
    void entriesAndLifeAreThoseOfTheRule() {
        for (Channel channel : List.of(FEW, OTHER, OFF)) {
            publish(channel, 500, 10);
        }
        assertThat(entries(FEW)).isBetween(100L, 200L);
        assertThat(life(FEW)).isBetween(Duration.ofSeconds(1), MINUTE);
        assertThat(entries(OTHER)).as("the first is that of its epoch").isEqualTo(501);
        assertThat(life(OTHER)).isBetween(MINUTE, HOUR);
        assertThat(entries(OFF)).isBetween(0L, 200L);
        assertThat(life(OFF)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aLogIsKeptWithinItsBytes() {
        Position last = Position.START;
        for (int i = 0; i < 300; i++) {
            last = publish(SMALL, 2, 500);
            assertThat(bytes(SMALL)).isLessThan(BYTES + BEYOND);
        }
        assertThat(bytes(SMALL)).as("and no more is taken than has to be").isGreaterThan(BYTES - BEYOND);
        assertThat(entries(SMALL)).isLessThan(601);
        assertThat(last.offset()).as("positions go on").isEqualTo(601);
        publish(OTHER, 600, 500);
        assertThat(bytes(OTHER)).as("without the rule it is more").isGreaterThan(4 * BYTES);
    }

    @Test
    void anEventThatIsLargerThanTheBytesIsKeptAlone() {
        publish(SMALL, 1, 60_000);
        publish(SMALL, 1, 60_000);
        publish(SMALL, 1, 60_000);
        assertThat(entries(SMALL)).isBetween(1L, 2L);
    }

    @Test
    void aChannelWithoutHistoryGoesOnCounting() {
        Position before = publish(OFF, 1, 10);
        await(link.send(redis -> redis.del(keys.log(OFF))));
        assertThat(publish(OFF, 1, 10)).isEqualTo(before.next());
    }

    @Test
    void answersGoByTheRuleOfTheirClientAndKeepTheirText() {
        Generations generations = new Generations(link, keys, rules, HOUR);
        String id = await(generations.submit("alice", null, "hello", "")).id();
        await(generations.start("alice", id, 0, "w", 3));
        Attempt attempt = new Attempt("alice", id, 1, "w");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            await(generations.fragment(attempt, i, i + " ", false));
            text.append(i).append(' ');
        }
        await(generations.end(attempt, 300, new Ending.Completed("stop", null)));
        assertThat(entries(ALICE)).isBetween(0L, 200L);
        assertThat(life(ALICE)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(await(generations.find("alice", id)).orElseThrow().text()).isEqualTo(text.toString());
    }

    /** The log as an older configuration has left it. */
    @Test
    void anotherRuleTakesHoldWithTheNextEvent() {
        Publisher before = new Publisher(link, keys, new Retention(10_000, HOUR, DAY));
        List<Event> many =
                IntStream.range(0, 500).mapToObj(i -> new Event("tick", "" + i)).toList();
        Position last = await(before.publish(OFF, many)).last();
        assertThat(entries(OFF)).isEqualTo(501);
        assertThat(publish(OFF, 1, 10)).isEqualTo(last.next());
        assertThat(entries(OFF)).isBetween(0L, 200L);
        assertThat(life(OFF)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        last = await(before.publish(OFF, many)).last();
        assertThat(last.offset()).isEqualTo(1 + 500 + 1 + 500);
        assertThat(entries(OFF)).as("and back").isGreaterThanOrEqualTo(500);
        assertThat(life(OFF)).isGreaterThan(MINUTE);
    }
}
