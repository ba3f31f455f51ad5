package io.ssehub.starter.autoconfigure;

import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.starter.publish.DefaultHubPublisher;
import io.ssehub.starter.publish.HubJson;
import io.ssehub.starter.publish.HubPublisher;
import io.ssehub.starter.publish.PublishMeters;
import io.ssehub.starter.publish.Transport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A {@link HubPublisher}, unless the application has one. It shares no connection, mapper or registry of its own with the
 * application, so that nothing of it is in the application's way.
 */
@AutoConfiguration(
        after = {HubJsonAutoConfiguration.class, HubMetersAutoConfiguration.class},
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnMissingBean(HubPublisher.class)
@EnableConfigurationProperties({HubPublisherProperties.class, HubRedisProperties.class, HistoryProperties.class})
@Import({OverHttp.class, ToConfiguredRedis.class, ToRedis.class})
public final class HubPublisherAutoConfiguration {
    /** The properties come first: where they are wrong, nothing else should be said. */
    @Bean
    DefaultHubPublisher hubPublisher(
            HubPublisherProperties publisher,
            HubRedisProperties redis,
            Transport transport,
            ObjectProvider<HubJson> json,
            ObjectProvider<PublishMeters> meters) {
        HubJson writer = json.getIfAvailable();
        if (writer == null) {
            throw new IllegalStateException("Nothing here writes JSON, which a HubPublisher needs: add the dependency"
                    + " spring-boot-starter-jackson, or declare a bean of type HubJson");
        }
        return new DefaultHubPublisher(
                transport,
                writer,
                meters.getIfAvailable(() -> PublishMeters.NONE),
                publisher.mode() == HubPublisherProperties.Mode.HTTP ? publisher.timeout() : redis.commandTimeout());
    }
}
