package io.ssehub.starter.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A bad value stops the start and says which it is and what it may be. */
class BadConfigurationTest {
    private static final ApplicationContextRunner APPLICATION = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(HubJsonAutoConfiguration.class, HubPublisherAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hub.publisher.mode=http                                                                | hub.publisher.url must be given
            hub.publisher.mode=http hub.publisher.url=hub.example.com                              | hub.publisher.url must be an http or https address
            hub.publisher.mode=http hub.publisher.url=ftp://hub.example.com                        | hub.publisher.url must be an http or https address
            hub.publisher.mode=http hub.publisher.url=http://me:secret@hub.example.com             | hub.publisher.url must be an http or https address
            hub.publisher.mode=http hub.publisher.url=http://hub.example.com?x=1                   | hub.publisher.url must be an http or https address
            hub.publisher.mode=http hub.publisher.url=http://hub hub.publisher.redis-url=redis://r | hub.publisher.redis-url has no effect
            hub.publisher.mode=http hub.publisher.url=http://hub hub.publisher.timeout=10ms        | hub.publisher.timeout must be 50ms to 5m
            hub.publisher.url=http://hub                                                           | hub.publisher.url has an effect only when hub.publisher.mode is http
            hub.publisher.token=secret                                                             | hub.publisher.token has an effect only when hub.publisher.mode is http
            hub.publisher.mode=pigeon                                                              | hub.publisher.mode
            hub.publisher.redis-url=http://user:secret@localhost                                   | hub.publisher.redis-url is not the URL of a Redis
            hub.redis.prefix=a{b                                                                   | hub.redis.prefix must be
            hub.redis.command-timeout=1ms                                                          | hub.redis.command-timeout must be
            hub.redis.publish-linger=-1ms                                                          | hub.redis.publish-linger must be 0 to 100ms
            hub.redis.publish-linger=101ms                                                         | hub.redis.publish-linger must be 0 to 100ms
            hub.history.entries=0                                                                  | hub.history.entries must be
            hub.history.log=10ms                                                                   | hub.history.log must be
            hub.history.head=1m                                                                    | hub.history.head must not be shorter
            hub.history.rules[0].entries=5                                                         | hub.history.rules[0].channels must be
            hub.history.rules[0].channels=* hub.history.rules[0].bytes=1KB                         | hub.history.rules[0].bytes must be at least 8KB
            hub.history.rules[0].channels=* hub.history.rules[1].channels=topic/a                  | hub.history.rules[1].channels is never reached
            """)
    void aBadValueStopsTheStart(String properties, String message) {
        // As in an application without a validator, whose constraints say nothing.
        APPLICATION
                .withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
                .withPropertyValues(properties.split(" "))
                .run(context -> {
                    assertThat(context).hasFailed();
                    String said = Stream.iterate(
                                    context.getStartupFailure(), failure -> failure != null, Throwable::getCause)
                            .map(Throwable::getMessage)
                            .collect(Collectors.joining("\n"));
                    assertThat(said).contains(message).doesNotContain("secret");
                });
    }
}
