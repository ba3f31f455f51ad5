package io.ssehub.protocol.boot;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.protocol.channel.ClientNames;
import io.ssehub.protocol.checkup.Checkup;
import io.ssehub.protocol.conversation.Conversations;
import io.ssehub.protocol.erasure.ClientData;
import io.ssehub.protocol.generation.ErasedMessages;
import io.ssehub.protocol.generation.Generations;
import io.ssehub.protocol.generation.OpenGenerations;
import io.ssehub.protocol.generation.QueueLimits;
import io.ssehub.protocol.log.Retentions;
import io.ssehub.protocol.meter.RedisTimes;
import io.ssehub.protocol.publish.Publisher;
import io.ssehub.protocol.redis.RedisClients;
import io.ssehub.protocol.redis.RedisKeys;
import io.ssehub.protocol.redis.RedisLink;
import io.ssehub.protocol.request.DeadLetters;
import io.ssehub.protocol.request.JanitorLock;
import io.ssehub.protocol.request.RequestQueue;
import io.ssehub.protocol.request.Requeuing;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The protocol's parts as beans; imported by every service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    HubRedisProperties.class,
    HistoryProperties.class,
    FairQueueProperties.class,
    LogProperties.class
})
public class ProtocolConfiguration {
    @Bean
    ClientResourcesBuilderCustomizer redisTimes(ObjectProvider<MeterRegistry> registry) {
        return resources -> resources.commandLatencyRecorder(Optional.ofNullable(registry.getIfAvailable())
                .<CommandLatencyRecorder>map(RedisTimes::new)
                .orElseGet(CommandLatencyRecorder::disabled));
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(
            ClientResources resources, HubRedisProperties properties, DataRedisConnectionDetails details) {
        return RedisClients.create(
                resources,
                properties.connectTimeout(),
                properties.commandTimeout(),
                RedisTls.options(details.getSslBundle(), properties.commandTimeout()));
    }

    @Bean
    RedisURI redisUri(DataRedisConnectionDetails details, DataRedisProperties redis, HubRedisProperties properties) {
        return RedisUris.of(details, RedisTls.isUsed(details, redis), properties.commandTimeout());
    }

    @Bean
    RedisKeys redisKeys(HubRedisProperties properties, RedisURI uri) {
        return new RedisKeys(properties.prefix(), uri.getDatabase());
    }

    @Bean
    ClientNames clientNames(LogProperties properties) {
        return properties.clientNames();
    }

    @Bean
    Retentions retentions(HistoryProperties history) {
        return history.retentions();
    }

    @Bean(destroyMethod = "close")
    RedisLink redisLink(RedisClient client, RedisURI uri) {
        return RedisLink.open("commands", client, uri);
    }

    @Bean
    Checkup redisCheckup(RedisLink link, RedisURI uri) {
        return Checkup.of(link, !uri.getSentinels().isEmpty());
    }

    @Bean
    RedisConnections redisConnections(RedisClient client, RedisURI uri) {
        return new RedisConnections(client, uri);
    }

    @Bean(destroyMethod = "close")
    Publisher publisher(RedisLink link, RedisKeys keys, Retentions retentions, HubRedisProperties properties) {
        return new Publisher(link, keys, retentions, properties.publishLinger());
    }

    @Bean
    QueueLimits queueLimits(FairQueueProperties fairQueue) {
        return fairQueue.limits();
    }

    @Bean
    Generations generations(
            RedisLink link, RedisKeys keys, Retentions retentions, HistoryProperties history, QueueLimits limits) {
        return new Generations(link, keys, retentions, history.generations(), limits);
    }

    @Bean
    OpenGenerations openGenerations(RedisLink link, RedisKeys keys, HistoryProperties history, QueueLimits limits) {
        return new OpenGenerations(link, keys, history.generations(), limits);
    }

    @Bean
    Conversations conversations(RedisLink link, RedisKeys keys, Generations generations, HistoryProperties history) {
        return new Conversations(link, keys, generations, history.generations());
    }

    @Bean
    RequestQueue requestQueue(RedisLink link, RedisKeys keys) {
        return new RequestQueue(link, keys);
    }

    @Bean
    DeadLetters deadLetters(RedisLink link, RedisKeys keys) {
        return new DeadLetters(link, keys);
    }

    @Bean
    ErasedMessages erasedMessages(RedisLink link, RedisKeys keys) {
        return new ErasedMessages(link, keys);
    }

    @Bean
    ClientData clientData(RedisLink link, RedisKeys keys, RequestQueue queue, DeadLetters letters) {
        return new ClientData(link, keys, queue, letters);
    }

    @Bean
    Requeuing requeuing(DeadLetters letters, Generations generations, RequestQueue queue) {
        return new Requeuing(letters, generations, queue);
    }

    @Bean
    JanitorLock janitorLock(RedisLink link, RedisKeys keys) {
        return new JanitorLock(link, keys);
    }
}
