package io.ssehub.starter.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ssehub.starter.fixture.StubHub;
import io.ssehub.starter.json.Jackson2Json;
import io.ssehub.starter.json.Jackson3Json;
import io.ssehub.starter.publish.HubJson;
import io.ssehub.starter.publish.HubPublisher;
import io.ssehub.starter.publish.PublishMeters;
import io.ssehub.starter.publish.Transport;
import io.ssehub.starter.token.HubTokenSupplier;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import tools.jackson.databind.json.JsonMapper;

/** What an application has by the starter, with and without the libraries it looks for, and beside what is its own. */
class HubPublisherAutoConfigurationTest {
    private static final String JACKSON_3 = "tools.jackson";
    private static final String JACKSON_2 = "com.fasterxml.jackson.databind";

    private final StubHub hub = new StubHub().otherwise(StubHub.text(202, "{\"position\":\"7-1\"}"));

    /** All that the starter brings, as an application gets it. */
    private static final ApplicationContextRunner BARE = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HubJsonAutoConfiguration.class,
                    HubMetersAutoConfiguration.class,
                    HubPublisherAutoConfiguration.class,
                    HubHealthAutoConfiguration.class));

    private final ApplicationContextRunner overHttp =
            BARE.withPropertyValues("hub.publisher.mode=http", "hub.publisher.url=" + hub.url());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theStarterIsFoundAndChangesNothingElse() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(AutoConfigurationImportFilter.class))
                .as("hubs and workers leave out parts of Spring Boot, applications do not")
                .noneMatch(filter -> filter.getClass().getName().startsWith("io.ssehub"));
        overHttp.run(
                context -> assertThat(context.getBeansOfType(RedisClient.class)).isEmpty());
    }

    @Test
    void overHttpItIsReadyWithAnAddress() {
        overHttp.run(context -> {
            context.getBean(HubPublisher.class).toAll("tick", Map.of("a", 1)).join();
            assertThat(hub.asked().getFirst().body()).contains("\"data\":{\"a\":1}");
            assertThat(context.getBean(Transport.class).name()).isEqualTo("http");
        });
    }

    @Test
    void theTokenIsThatOfThePropertyUnlessThereIsASupplier() {
        overHttp.withPropertyValues("hub.publisher.token=written")
                .run(context ->
                        context.getBean(HubPublisher.class).toAll("tick", 1).join());
        overHttp.withPropertyValues("hub.publisher.token=written")
                .withBean(HubTokenSupplier.class, () -> HubTokenSupplier.fixed("supplied"))
                .run(context ->
                        context.getBean(HubPublisher.class).toAll("tick", 1).join());
        assertThat(hub.asked())
                .extracting(StubHub.Asked::authorization)
                .containsExactly("Bearer written", "Bearer supplied");
    }

    // JSON.

    @Test
    void dataIsWrittenByTheMapperOfTheApplication() {
        overHttp.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
                .withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE")
                .run(context -> assertThat(context.getBean(HubJson.class).write(new Named("x")))
                        .isEqualTo("{\"first_name\":\"x\"}"));
    }

    @Test
    void jackson2IsUsedWhereTheApplicationUsesIt() {
        overHttp.withBean(com.fasterxml.jackson.databind.ObjectMapper.class)
                .run(context -> assertThat(context).getBean(HubJson.class).isInstanceOf(Jackson2Json.class));
        overHttp.withClassLoader(new FilteredClassLoader(JACKSON_3))
                .run(context -> assertThat(context).getBean(HubJson.class).isInstanceOf(Jackson2Json.class));
    }

    @Test
    void amongSeveralMappersThatNobodyPrefersNoneIsGuessed() {
        overHttp.withBean("one", JsonMapper.class, JsonMapper::shared)
                .withBean("two", JsonMapper.class, JsonMapper::shared)
                .run(context -> assertThat(context).getBean(HubJson.class).isInstanceOf(Jackson3Json.class));
    }

    @Test
    void withoutAnyJacksonTheStartSaysWhatIsMissing() {
        ApplicationContextRunner without = overHttp.withClassLoader(new FilteredClassLoader(JACKSON_3, JACKSON_2));
        without.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("spring-boot-starter-jackson")
                .hasMessageContaining("HubJson"));
        without.withBean(HubJson.class, () -> data -> "1")
                .run(context -> assertThat(context).hasSingleBean(HubPublisher.class));
    }

    // Meters and health.

    @Test
    void whatIsPublishedIsCountedInTheApplicationsRegistry() {
        overHttp.withBean(SimpleMeterRegistry.class).run(context -> {
            HubPublisher publisher = context.getBean(HubPublisher.class);
            publisher.toClient("alice", "tick", 1).join();
            hub.then(StubHub.text(403, ""));
            CompletableFuture<?> refused = publisher.toTopic("news", "tick", 1);
            assertThat(refused).failsWithin(java.time.Duration.ofMinutes(1));
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("hub.publish")
                            .tags("mode", "http", "channel", "client", "outcome", "published")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("hub.publish")
                            .tags("mode", "http", "channel", "topic", "outcome", "refused")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("hub.publish.under.way").gauge().value()).isZero();
        });
    }

    @Test
    void withoutMicrometerOrARegistryNothingIsCounted() {
        overHttp.run(context -> assertThat(context).doesNotHaveBean(PublishMeters.class));
        overHttp.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasSingleBean(HubPublisher.class));
    }

    @Test
    void severalRegistriesThatNobodyPrefersAreLeftAlone() {
        overHttp.withBean("one", SimpleMeterRegistry.class)
                .withBean("two", SimpleMeterRegistry.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PublishMeters.class));
    }

    @Test
    void healthSaysWhetherTheHubIsReady() {
        hub.then(StubHub.text(200, ""), StubHub.text(503, ""));
        overHttp.run(context -> {
            HealthIndicator health = context.getBean("hubHealthIndicator", HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails()).containsKey("trouble").containsEntry("mode", "http");
            assertThat(hub.asked().getFirst().target()).isEqualTo("/actuator/health/readiness");
        });
    }

    @Test
    void healthCanBeSwitchedOffAndIsNotThereWithoutTheActuator() {
        overHttp.withPropertyValues("management.health.hub.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
        overHttp.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("hubHealthIndicator"));
    }

    // Beside what is the application's.

    @Test
    void aPublisherOfTheApplicationIsTheOnlyOne() {
        BARE.withBean("mine", HubPublisher.class, () -> Mockito.mock(HubPublisher.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(HubPublisher.class)
                        .doesNotHaveBean(Transport.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void redisAndJsonOfTheApplicationStayItsOwn() {
        away().withUserConfiguration(Busy.class)
                .withConfiguration(
                        AutoConfigurations.of(DataRedisAutoConfiguration.class, JacksonAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(RedisClient.class)
                        .hasSingleBean(RedisURI.class)
                        .hasSingleBean(JsonMapper.class)
                        .hasSingleBean(HubPublisher.class));
    }

    // Redis.

    /** A Redis that is not there, and is not waited for long. */
    private static ApplicationContextRunner away() {
        return BARE.withPropertyValues(
                "hub.publisher.redis-url=redis://127.0.0.1:1",
                "hub.redis.command-timeout=50ms",
                "hub.redis.connect-timeout=50ms");
    }

    @Test
    void aRedisThatIsAwayDoesNotKeepTheApplicationFromStarting() {
        away().run(context -> {
            assertThat(context.getBean(Transport.class).name()).isEqualTo("redis");
            assertThat(context.getBean("hubHealthIndicator", HealthIndicator.class)
                            .health()
                            .getStatus())
                    .isEqualTo(Status.DOWN);
            assertThat(context.getBean(HubPublisher.class).toAll("tick", 1))
                    .failsWithin(java.time.Duration.ofMinutes(1));
        });
    }

    @Test
    void anApplicationWithAClusterOfItsOwnIsToldHowToNameTheHubsRedis() {
        ApplicationContextRunner cluster = BARE.withConfiguration(
                        AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:1");
        cluster.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("needs a single Redis")
                .isInstanceOf(IllegalStateException.class));
        cluster.run(context -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining("name theirs by hub.publisher.redis-url"));
        cluster.withPropertyValues("hub.publisher.redis-url=redis://127.0.0.1:1", "hub.redis.command-timeout=50ms")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void springDataRedisIsNotNeeded() {
        away().withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.data.redis", "org.springframework.data"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Transport.class));
    }

    record Named(String firstName) {}

    @Configuration(proxyBeanMethods = false)
    static class Busy {
        @Bean(destroyMethod = "shutdown")
        RedisClient redisClient() {
            return RedisClient.create();
        }

        @Bean
        RedisURI redisUri() {
            return RedisURI.create("redis://127.0.0.1:2");
        }

        @Bean
        JsonMapper mine() {
            return JsonMapper.shared();
        }
    }
}
