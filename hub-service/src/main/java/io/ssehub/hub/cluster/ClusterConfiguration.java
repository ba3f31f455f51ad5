package io.ssehub.hub.cluster;

import io.ssehub.hub.bus.RedisBus;
import io.ssehub.hub.connect.Connections;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.session.Sessions;
import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.lease.Leases;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.RequestQueue;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts together what makes one cluster of the nodes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterProperties.class)
class ClusterConfiguration {
    @Bean
    Respondent respondent(NodeId id, Sessions sessions, Feeds feeds, NodeService service) {
        return new Respondent(id, sessions, feeds, service);
    }

    @Bean
    Inquiries inquiries(
            NodeId id,
            RedisLink link,
            RedisKeys keys,
            Respondent respondent,
            ClusterProperties properties,
            ClusterMeters meters) {
        return new Inquiries(id, link, keys, Leases.ofNodes(link, keys), respondent, properties, meters);
    }

    @Bean
    NodeTalk nodeTalk(
            RedisLink link,
            RedisKeys keys,
            NodeId id,
            Respondent respondent,
            Inquiries inquiries,
            Executor virtualThreads,
            ClusterMeters meters,
            RedisBus bus) {
        NodeTalk talk = new NodeTalk(link, keys, id, respondent, inquiries, virtualThreads, meters);
        talk.begin(bus);
        return talk;
    }

    @Bean
    Membership membership(
            NodeId id,
            NodeName name,
            Environment environment,
            Clock clock,
            Sessions sessions,
            NodeCounts counts,
            NodeService service,
            RedisLink link,
            RedisKeys keys,
            HistoryProperties history,
            ClusterMeters meters) {
        String version = environment.getProperty("spring.application.version", "dev");
        Reporter reporter = new Reporter(
                new Reporter.Identity(
                        id, name, version, clock.instant().truncatedTo(ChronoUnit.MILLIS), history.fingerprint()),
                sessions,
                counts,
                service,
                System::nanoTime);
        return new Membership(id.value(), Leases.ofNodes(link, keys), link, reporter, meters, System::nanoTime);
    }

    @Bean
    ClusterReader clusterReader(RedisLink link, RedisKeys keys, RequestQueue queue) {
        return new ClusterReader(Leases.ofNodes(link, keys), Leases.ofWorkers(link, keys), queue);
    }

    @Bean
    ClusterStreams clusterStreams(Connections connections, ClusterReader reader) {
        return new ClusterStreams(connections, reader, System::nanoTime);
    }
}
