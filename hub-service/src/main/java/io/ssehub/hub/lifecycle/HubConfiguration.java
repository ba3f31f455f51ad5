package io.ssehub.hub.lifecycle;

import io.ssehub.hub.auth.AuthProperties;
import io.ssehub.hub.bus.BusMeters;
import io.ssehub.hub.bus.ProbeProperties;
import io.ssehub.hub.bus.RedisBus;
import io.ssehub.hub.connect.ConnectProperties;
import io.ssehub.hub.control.Control;
import io.ssehub.hub.feed.FeedMeters;
import io.ssehub.hub.feed.FeedProperties;
import io.ssehub.hub.feed.Feeds;
import io.ssehub.hub.feed.Lanes;
import io.ssehub.hub.node.NodeId;
import io.ssehub.hub.node.NodeName;
import io.ssehub.hub.node.NodeProperties;
import io.ssehub.hub.session.Permits;
import io.ssehub.hub.session.SessionContext;
import io.ssehub.hub.session.SessionLimits;
import io.ssehub.hub.session.SessionMeters;
import io.ssehub.hub.session.Sessions;
import io.ssehub.hub.session.Welcome;
import io.ssehub.protocol.boot.RedisConnections;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.otel.TracingConfiguration;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisClock;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.redis.RedisVitals;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the node together: lanes, bus and feeds, and what they share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NodeProperties.class, FeedProperties.class, ProbeProperties.class, DrainProperties.class
})
@Import(TracingConfiguration.class)
class HubConfiguration {
    private static final int RANDOM_NAME_DIGITS = 6;

    @Bean
    NodeName nodeName(NodeProperties properties) {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), RANDOM_NAME_DIGITS);
        return new NodeName(properties.name().isEmpty() ? "hub-" + random : properties.name());
    }

    @Bean
    NodeId nodeId() {
        return NodeId.random();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    Lanes lanes(FeedProperties properties) {
        return Lanes.start(properties);
    }

    @Bean(destroyMethod = "close")
    RedisBus bus(
            RedisLink link,
            RedisKeys keys,
            Retentions retentions,
            RedisConnections connections,
            FeedProperties properties,
            ProbeProperties probing,
            BusMeters meters) {
        return new RedisBus(
                link,
                keys,
                retentions,
                properties.page(),
                probing,
                meters,
                listener -> connections.subscriber("events", listener));
    }

    @Bean
    Feeds feeds(Lanes lanes, RedisBus bus, FeedProperties properties, FeedMeters meters) {
        Feeds feeds = lanes.feeds(bus, properties, meters);
        bus.listener(feeds);
        return feeds;
    }

    @Bean
    SessionContext sessionContext(
            Feeds feeds,
            Retentions retentions,
            SessionLimits limits,
            SessionMeters meters,
            NodeName node,
            ConnectProperties properties,
            Clock clock) {
        Welcome welcome = new Welcome(node.value(), properties.retry());
        return new SessionContext(feeds, retentions, limits, meters, welcome, clock, System::nanoTime);
    }

    @Bean
    Permits permits(AuthProperties properties, Clock clock) {
        return new Permits(properties.expiryNotice(), clock);
    }

    @Bean
    RedisClock redisClock(RedisLink link) {
        return RedisClock.of(link);
    }

    @Bean
    RedisVitals redisVitals(RedisLink link) {
        return new RedisVitals(link, System::nanoTime);
    }

    @Bean
    Control control(Publisher publisher, Sessions sessions, RedisClock redisClock, Permits permits) {
        return new Control(publisher, sessions, redisClock, permits);
    }

    @Bean
    Duty duty(Sessions sessions, Control control, RedisBus bus, DrainProperties properties, DrainMeters meters) {
        return new Duty(sessions, control, bus, properties, meters, System::nanoTime);
    }

    @Bean(destroyMethod = "close")
    Executor virtualThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("write-", 0).factory());
    }
}
