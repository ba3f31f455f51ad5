package io.ssehub.protocol.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RatesIT {
    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Rates here = new Rates(link, keys);
    private final Rates elsewhere = new Rates(link, keys);

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void soManyMayBeTakenAtOnceWhereverAndNoneMore() {
        Duration day = Duration.ofDays(1);
        assertThat(await(here.take("cake", "alice", 3, day))).isZero();
        assertThat(await(elsewhere.take("cake", "alice", 3, day))).isZero();
        assertThat(await(here.take("cake", "alice", 3, day))).isZero();
        assertThat(await(elsewhere.take("cake", "alice", 3, day))).isBetween(Duration.ofHours(7), Duration.ofHours(8));
        assertThat(await(here.take("cake", "bob", 3, day))).isZero();
        assertThat(await(here.take("tea", "alice", 3, day))).isZero();
    }

    @Test
    void whoWaitsMayAgainAndNothingIsLeftOfWhoHasNothingBehindThem() {
        Duration short3 = Duration.ofMillis(300);
        for (int i = 0; i < 3; i++) {
            await(here.take("cake", "carol", 3, short3));
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> await(here.take("cake", "carol", 3, short3))
                .isZero());
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> await(link.send(redis -> redis.exists(keys.rate("cake", "carol")))) == 0);
    }

    @Test
    void aClockThatWasSetBackRefusesForNoLongerThanABurst() {
        String lateKey = keys.rate("cake", "dave");
        await(link.send(redis -> redis.set(lateKey, Answers.arg("99999999999999999"))));
        assertThat(await(here.take("cake", "dave", 3, Duration.ofHours(3)))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void zeroIsNoLimitAndAsksNobody() {
        for (int i = 0; i < 10; i++) {
            assertThat(await(here.take("cake", "erin", 0, Duration.ofDays(1)))).isZero();
        }
        long left = await(link.send(redis -> redis.exists(keys.rate("cake", "erin"))));
        assertThat(left).isZero();
    }
}
