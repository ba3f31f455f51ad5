package io.ssehub.protocol.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/** What Spring Boot's properties mean for the way to Redis. */
class RedisUrisTest {
    private static void uri(Consumer<RedisURI> check, String... properties) {
        Contexts.with(properties)
                .withInitializer(RedisUrisTest::onlyWhatIsAskedFor)
                .run(context -> check.accept(context.getBean(RedisURI.class)));
    }

    private static void onlyWhatIsAskedFor(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    }

    @Test
    void sentinelsAreAskedAsRedisIsByTlsAndNoLongerThanACommandMayTake() {
        uri(
                uri -> {
                    assertThat(uri.getSentinelMasterId()).isEqualTo("hub");
                    assertThat(uri.getDatabase()).isEqualTo(3);
                    assertThat(uri.isSsl()).isTrue();
                    assertThat(uri.getTimeout()).isEqualTo(Duration.ofMillis(70));
                    assertThat(uri.getSentinels()).hasSize(2).allSatisfy(sentinel -> {
                        assertThat(sentinel.isSsl()).isTrue();
                        assertThat(sentinel.getTimeout()).isEqualTo(Duration.ofMillis(70));
                    });
                },
                "spring.data.redis.sentinel.master=hub",
                "spring.data.redis.sentinel.nodes=127.0.0.1:1,127.0.0.1:2",
                "spring.data.redis.database=3",
                "spring.data.redis.ssl.enabled=true",
                "hub.redis.command-timeout=70ms");
    }

    @Test
    void theSchemeOfAnUrlDecidesWhetherTlsIsSpoken() {
        uri(uri -> assertThat(uri.isSsl()).isTrue(), "spring.data.redis.url=rediss://127.0.0.1:1");
        uri(uri -> assertThat(uri.isSsl()).isFalse(), "spring.data.redis.url=redis://127.0.0.1:1");
    }

    /** It was taken for the Redis on this machine, which Spring Boot names beside the cluster. */
    @ParameterizedTest
    @ValueSource(strings = {"spring.data.redis.cluster.nodes", "spring.data.redis.masterreplica.nodes"})
    void aClusterOrReplicasStopTheStart(String property) {
        Contexts.with(property + "=127.0.0.1:1").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("the hub needs a single Redis or Sentinel"));
    }
}
