package io.ssehub.starter.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.ssehub.protocol.boot.HistoryProperties;
import io.ssehub.protocol.boot.HubRedisProperties;
import io.ssehub.protocol.boot.PublisherConnection;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.fixture.RedisUsers;
import io.ssehub.starter.json.Jackson3Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The user of Redis that docs/publishing.md makes may publish, and nothing else. */
class PublisherUserIT {
    private static final List<HistoryProperties.Rule> RULES =
            List.of(new HistoryProperties.Rule("topic/*", null, DataSize.ofKilobytes(8), null, false));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The words of the user's line, as Redis takes them when it starts. */
    private static String[] user() throws IOException {
        String line = Files.readAllLines(Path.of("..", "docs", "publishing.md")).stream()
                .filter(each -> each.startsWith("ACL SETUSER publisher "))
                .findFirst()
                .orElseThrow();
        return Stream.concat(Stream.of("--user"), Stream.of(line.split(" ")).skip(2))
                .toArray(String[]::new);
    }

    @Test
    void publishesWithAndWithoutKeysAndReadsNoSecrets() throws IOException {
        try (RedisProcess redis = RedisProcess.start(user())) {
            String url = "redis://publisher:a-long-secret@127.0.0.1:" + redis.port();
            try (PublisherConnection connection = PublisherConnection.open(
                    url,
                    new HubRedisProperties("hub", PATIENCE, PATIENCE, Duration.ZERO),
                    new HistoryProperties(
                            10_000, Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(1), RULES))) {
                connection.awaitUp().toCompletableFuture().join();
                HubPublisher publisher = new DefaultHubPublisher(
                        new RedisTransport(connection), Jackson3Json.plain(), PublishMeters.NONE, PATIENCE);
                publisher
                        .publish(List.of(
                                HubEvent.toClient("alice", "tick", 1),
                                HubEvent.toTopic("news", "tick", 1).withKey("k"),
                                HubEvent.toTopic("news", "tick", 1).withKey("k"),
                                HubEvent.toAll("tick", 1)))
                        .join();
                // A head that is gone while its log is there makes the script look for the last entry.
                redis.ask(admin -> admin.del("hub:{topic/news}:head"));
                publisher.toTopic("news", "tick", 2).join();
                // Bounded in bytes, the log loses its oldest with the event that comes after too many.
                publisher.toTopic("news", "tick", "x".repeat(20_000)).join();
                publisher.toTopic("news", "tick", 3).join();
                long left = redis.ask(admin -> admin.xlen("hub:{topic/news}"));
                assertThat(left).isLessThan(4);
                assertThat(RedisUsers.refusals(redis))
                        .as("but that the driver may not tell its name, on a newer Redis")
                        .allMatch(refused -> refused.toString().contains("client|setinfo"));
            }
            RedisClient client = RedisClient.create(url);
            try {
                var commands = client.connect().sync();
                for (String secret : List.of("hub:auth:secrets", "hub:auth:ticket:x", "hub:requests", "hub:nodes")) {
                    assertThatThrownBy(() -> commands.get(secret))
                            .isInstanceOf(RedisCommandExecutionException.class)
                            .hasMessageContaining("NOPERM");
                }
            } finally {
                client.shutdown();
            }
        }
    }
}
