package io.ssehub.starter.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.starter.publish.HubPublisher;
import io.ssehub.starter.publish.Transport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which Redis is published to: the one named for it, else the application's own. */
class WhichRedisIT {
    private static final String THERE = RedisFixture.uri().toURI().toString();
    private static final String NOWHERE = "redis://127.0.0.1:1";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataRedisAutoConfiguration.class,
                    HubJsonAutoConfiguration.class,
                    HubPublisherAutoConfiguration.class))
            .withPropertyValues("hub.redis.prefix=" + RedisFixture.freshPrefix(), "hub.redis.connect-timeout=10s");

    @Test
    void theOneThatIsNamedForItComesFirst() {
        application
                .withPropertyValues(
                        "spring.data.redis.url=" + NOWHERE,
                        "hub.publisher.redis-url=" + THERE,
                        "hub.redis.command-timeout=30s")
                .run(context -> assertThat(context.getBean(HubPublisher.class)
                                .toAll("tick", 1)
                                .join()
                                .offset())
                        .isPositive());
    }

    @Test
    void withoutOneItIsTheApplicationsOwn() {
        application
                .withPropertyValues("spring.data.redis.url=" + THERE, "hub.redis.command-timeout=30s")
                .run(context -> assertThat(context.getBean(HubPublisher.class)
                                .toAll("tick", 1)
                                .join()
                                .offset())
                        .isPositive());
        application
                .withPropertyValues("spring.data.redis.url=" + NOWHERE, "hub.redis.command-timeout=50ms")
                .run(context ->
                        assertThat(context.getBean(Transport.class).trouble()).isNotEmpty());
    }
}
