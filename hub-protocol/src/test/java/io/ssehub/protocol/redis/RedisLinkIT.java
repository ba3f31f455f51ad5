package io.ssehub.protocol.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.channel.Channel;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.log.Retention;
import io.ssehub.protocol.position.Position;
import io.ssehub.protocol.publish.Event;
import io.ssehub.protocol.publish.Published;
import io.ssehub.protocol.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisLinkIT {
    private final RedisLink link = RedisLink.open("under test", RedisFixture.client(), RedisFixture.uri());
    private final RedisKeys keys = RedisFixture.freshKeys();

    @AfterEach
    void close() {
        link.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private CompletableFuture<Void> nextUp() {
        CompletableFuture<Void> up = new CompletableFuture<>();
        link.onDown(() -> link.onUp(() -> up.complete(null)));
        return up;
    }

    private void killFromOutside() {
        long id = await(link.send(redis -> redis.clientId()));
        await(RedisFixture.link().send(redis -> redis.clientKill(io.lettuce.core.KillArgs.Builder.id(id))));
    }

    @Test
    void itComesBackByItselfWithItsScripts() {
        await(link.awaitUp());
        CompletableFuture<Void> back = nextUp();
        killFromOutside();
        await(back);
        assertThat(await(link.run(Script.ROLL, rollKeys(), rollArgs()))).hasSize(2);
    }

    @Test
    void whatWasInFlightFailsAndNothingIsSwapped() {
        await(link.awaitUp());
        CompletableFuture<Void> back = nextUp();
        Publisher publisher = new Publisher(link, keys, Retention.DEFAULT);
        List<CompletableFuture<Published>> sent = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            sent.add(publisher
                    .publish(Channel.BROADCAST, new Event("tick", "" + i))
                    .toCompletableFuture());
            // More than once: it may be back before a thread that stands still goes on.
            if (i % 500 == 250) {
                link.send(redis -> redis.quit());
            }
        }
        await(back);
        List<Position> taken = new ArrayList<>();
        for (CompletableFuture<Published> each : sent) {
            try {
                taken.add(each.join().last());
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(RedisAwayException.class);
            }
        }
        assertThat(taken).hasSizeLessThan(2_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void flushedScriptsAreLoadedAgain() {
        await(link.awaitUp());
        CompletableFuture<Void> back = nextUp();
        await(link.send(redis -> redis.scriptFlush()));
        assertThat(link.run(Script.ROLL, rollKeys(), rollArgs()).toCompletableFuture())
                .failsWithin(java.time.Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(RedisAwayException.class);
        await(back);
        assertThat(await(link.run(Script.ROLL, rollKeys(), rollArgs()))).hasSize(2);
    }

    @Test
    void whileItIsAwayCommandsFailAtOnce() {
        link.close();
        assertThat(link.send(redis -> redis.ping()).toCompletableFuture()).isCompletedExceptionally();
    }

    private String[] rollKeys() {
        return new String[] {keys.log(Channel.BROADCAST), keys.head(Channel.BROADCAST)};
    }

    private static byte[][] rollArgs() {
        return new byte[][] {Answers.arg(10), Answers.arg(1000), Answers.arg(1000), Answers.arg(0), Answers.arg(0)};
    }
}
