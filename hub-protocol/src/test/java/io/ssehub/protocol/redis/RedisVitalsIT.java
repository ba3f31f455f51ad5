package io.ssehub.protocol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.fixture.RedisProcess;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedisVitalsIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long LIMIT = 100_000_000;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void whatRedisSaysOfItsMemoryIsAskedForNowAndThenAndForgottenWhenItIsAway() {
        try (RedisProcess redis = RedisProcess.start();
                RedisLink link = RedisLink.open("under test", RedisFixture.client(), redis.uri())) {
            redis.ask(admin -> admin.configSet("maxmemory", Long.toString(LIMIT)));
            link.awaitUp().toCompletableFuture().join();
            RedisVitals vitals = new RedisVitals(link, nanos::get);
            assertThat(vitals.latest()).isEmpty();

            vitals.tick();
            await().atMost(DEADLINE).until(() -> vitals.latest().isPresent());
            RedisVitals.Sample first = vitals.latest().orElseThrow();
            assertThat(first.usedBytes()).isBetween(1L, LIMIT);
            assertThat(first.limitBytes()).isEqualTo(LIMIT);
            assertThat(first.outputBytes()).isNotNegative();

            redis.ask(admin -> admin.configSet("maxmemory", Long.toString(2 * LIMIT)));
            vitals.tick();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
            assertThat(vitals.latest()).as("too soon to ask again").contains(first);
            vitals.tick();
            await().atMost(DEADLINE).until(() -> vitals.latest()
                    .filter(latest -> latest.limitBytes() == 2 * LIMIT)
                    .isPresent());

            redis.kill();
            await().atMost(DEADLINE).until(() -> vitals.latest().isEmpty());
        }
    }
}
