package io.ssehub.starter.test;

import io.ssehub.starter.autoconfigure.HubJsonAutoConfiguration;
import io.ssehub.starter.autoconfigure.HubPublisherAutoConfiguration;
import io.ssehub.starter.publish.HubJson;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The publisher that records, also where the application declares one itself. */
@AutoConfiguration(after = HubJsonAutoConfiguration.class, before = HubPublisherAutoConfiguration.class)
public final class RecordingHubAutoConfiguration {
    @Bean
    @Primary
    RecordingHubPublisher recordingHubPublisher(HubJson json) {
        return new RecordingHubPublisher(json);
    }
}
