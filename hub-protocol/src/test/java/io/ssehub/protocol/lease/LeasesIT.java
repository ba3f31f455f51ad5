package io.ssehub.protocol.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.Answers;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LeasesIT {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final RedisLink link = RedisFixture.link();
    private final RedisKeys keys = RedisFixture.freshKeys();
    private final Leases nodes = Leases.ofNodes(link, keys);

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void whoHasALeaseIsThereWithWhatItLastSaid() {
        assertThat(await(nodes.renew("n1", LONG, "{\"a\": 1}"))).isEqualTo(1);
        assertThat(await(nodes.renew("n2", LONG, ""))).isEqualTo(2);
        Instant first = seen("n1");
        assertThat(await(nodes.renew("n1", LONG, "{\"a\": 2}"))).isEqualTo(2);
        assertThat(await(nodes.all())).extracting(Lease::holder).containsExactlyInAnyOrder("n1", "n2");
        assertThat(await(nodes.all())).extracting(Lease::record).containsExactlyInAnyOrder("{\"a\": 2}", "");
        assertThat(seen("n1")).isAfterOrEqualTo(first);
    }

    private Set<String> kept() {
        Map<String, byte[]> all = await(link.send(redis -> redis.hgetall(keys.nodes())));
        return all.keySet();
    }

    private Instant seen(String holder) {
        return await(nodes.all()).stream()
                .filter(lease -> lease.holder().equals(holder))
                .findFirst()
                .orElseThrow()
                .seen();
    }

    @Test
    void whoSaysNothingMoreIsGoneAndLeavesNothing() {
        await(nodes.renew("dead", SHORT, "{}"));
        await(nodes.renew("alive", LONG, "{}"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> await(nodes.all()).size() == 1);
        assertThat(await(nodes.all())).extracting(Lease::holder).containsExactly("alive");
        assertThat(await(nodes.renew("alive", LONG, "{}"))).isEqualTo(1);
        assertThat(kept()).containsExactly("alive");
        long life = await(link.send(redis -> redis.pttl(keys.nodes())));
        assertThat(life).as("if all are gone at once").isPositive();
    }

    @Test
    void whoTakesItselfOutIsGoneAtOnce() {
        await(nodes.renew("n1", LONG, "{}"));
        await(nodes.drop("n1"));
        await(nodes.drop("n1"));
        assertThat(await(nodes.all())).isEmpty();
    }

    @Test
    void hubsAndWorkersAreApart() {
        await(nodes.renew("n1", LONG, "{}"));
        assertThat(await(Leases.ofWorkers(link, keys).all())).isEmpty();
    }

    @Test
    void whatIsNoLeaseIsLeftOutAndThenTakenOut() {
        await(link.send(redis -> redis.hset(keys.nodes(), "odd", Answers.arg("something else"))));
        assertThat(await(nodes.all())).isEmpty();
        assertThat(await(nodes.renew("n1", LONG, "{}"))).isEqualTo(1);
        assertThat(kept()).containsExactly("n1");
    }
}
