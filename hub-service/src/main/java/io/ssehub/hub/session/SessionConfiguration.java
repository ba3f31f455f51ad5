package io.ssehub.hub.session;

import io.ssehub.hub.node.NodeName;
import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.channel.ClientNames;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sessions as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
class SessionConfiguration {
    @Bean
    Sessions sessions(NodeName node, ClientNames names) {
        return new Sessions(node, names);
    }

    @Bean
    SessionLimits sessionLimits(SessionProperties properties, HistoryProperties history) {
        return properties.limits(history.head());
    }
}
