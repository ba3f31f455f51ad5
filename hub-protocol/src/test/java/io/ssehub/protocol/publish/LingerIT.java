package io.ssehub.protocol.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisAwayException;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publications that wait for each other. */
class LingerIT {
    private static final Channel NEWS = Channel.topic("news");
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final RedisLink link = RedisLink.open("under test", RedisFixture.client(), RedisFixture.uri());
    private final RedisKeys keys = RedisFixture.freshKeys();

    @BeforeEach
    void connect() {
        await(link.awaitUp());
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Publisher publisher(Duration linger) {
        return new Publisher(link, keys, Retention.DEFAULT, linger);
    }

    private static List<CompletableFuture<Published>> publish(Publisher publisher, int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> publisher
                        .publish(NEWS, new Event("tick", Integer.toString(i)))
                        .toCompletableFuture())
                .toList();
    }

    /** Asked on the same connection, so that whatever was sent before it is there. */
    private long entries() {
        return await(link.send(redis -> redis.xlen(keys.log(NEWS))));
    }

    @Test
    void withoutLingerEachIsSentAtOnce() {
        publish(publisher(Duration.ZERO), 3);
        assertThat(entries()).isEqualTo(4);
    }

    @Test
    void whatLingersIsNotSentYetAndClosingSendsIt() {
        Publisher publisher = publisher(LONG);
        List<CompletableFuture<Published>> sent = publish(publisher, 3);
        assertThat(entries()).isZero();
        publisher.close();
        assertThat(entries()).isEqualTo(4);
        assertThat(sent.stream().map(each -> await(each).last().offset())).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whatIsPublishedAfterClosingIsSentAtOnce() {
        Publisher publisher = publisher(LONG);
        publisher.close();
        publish(publisher, 1);
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void itIsSentWhenTheTimeIsOver() {
        publish(publisher(SHORT), 3).forEach(LingerIT::await);
        assertThat(entries()).isEqualTo(4);
    }

    @Test
    void aFullWriteDoesNotWait() {
        publish(publisher(LONG), Gathering.MOST).forEach(LingerIT::await);
        assertThat(entries()).isEqualTo(Gathering.MOST + 1);
    }

    @Test
    void whatOneThreadPublishesKeepsItsOrder() {
        List<Position> positions = publish(publisher(Duration.ofMillis(1)), 5_000).stream()
                .map(each -> await(each).last())
                .toList();
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(positions.getLast().offset()).isEqualTo(5_001);
    }

    @Test
    void whatManyThreadsPublishKeepsTheOrderOfEach() {
        Publisher publisher = publisher(Duration.ofMillis(1));
        List<CompletableFuture<List<CompletableFuture<Published>>>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(CompletableFuture.supplyAsync(
                    () -> publish(publisher, 2_000), task -> Thread.ofPlatform().start(task)));
        }
        for (CompletableFuture<List<CompletableFuture<Published>>> thread : threads) {
            assertThat(await(thread).stream().map(each -> await(each).last())).isSorted();
        }
        assertThat(entries()).isEqualTo(8_001);
    }

    @Test
    void oneThatIsRefusedFailsAlone() {
        Channel broken = Channel.topic("broken");
        await(link.send(redis -> redis.set(keys.log(broken), Answers.arg("no stream"))));
        Publisher publisher = publisher(LONG);
        CompletionStage<Published> before = publisher.publish(NEWS, new Event("tick", "1"));
        CompletionStage<Published> refused = publisher.publish(broken, new Event("tick", "2"));
        CompletionStage<Published> after = publisher.publish(NEWS, new Event("tick", "3"));
        publisher.close();
        assertThat(await(before).last().offset()).isEqualTo(2);
        assertThatThrownBy(() -> await(refused)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(await(after).last().offset()).isEqualTo(3);
    }

    @Test
    void whatWaitsWhenTheConnectionIsLostFailsEach() {
        Publisher publisher = publisher(LONG);
        List<CompletableFuture<Published>> sent = publish(publisher, 3);
        link.close();
        publisher.close();
        assertThat(sent)
                .allSatisfy(each -> assertThatThrownBy(each::join).hasCauseInstanceOf(RedisAwayException.class));
    }

    @Test
    void whileThereIsNoConnectionNothingWaits() {
        Publisher publisher = publisher(LONG);
        link.close();
        assertThat(publish(publisher, 1)).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void keysAreRememberedAsWithoutIt() {
        Publisher publisher = publisher(SHORT);
        CompletionStage<Published> first = publisher.publishOnce(NEWS, "k1", new Event("tick", "1"));
        CompletionStage<Published> again = publisher.publishOnce(NEWS, "k1", new Event("tick", "1"));
        assertThat(await(first).outcome()).isEqualTo(Published.Outcome.PUBLISHED);
        assertThat(await(again).outcome()).isEqualTo(Published.Outcome.REPEAT);
    }
}
