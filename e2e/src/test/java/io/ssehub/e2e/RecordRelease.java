package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.ssehub.e2e.fixture.ChatRecords;
import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.Release;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.loadtest.Await;
import io.ssehub.loadtest.client.ReaderOptions;
import io.ssehub.loadtest.client.SseClient;
import io.ssehub.protocol.fixture.Recording;
import io.ssehub.protocol.fixture.Recording.Kind;
import io.ssehub.protocol.fixture.RedisFixture;
import io.ssehub.protocol.redis.RedisKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the last release alone and writes down what it writes, for {@link Recording}. No test of any build: whoever cuts a
 * release runs it by its name, once.
 */
class RecordRelease {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Path FOLDER = Path.of(System.getProperty("ssehub.root", ".."))
            .resolve("hub-protocol/src/test/resources/io/ssehub/protocol/recorded");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Recording.Line> lines = new CopyOnWriteArrayList<>();
    private final String prefix = RedisFixture.freshPrefix();
    private final RedisKeys keys = new RedisKeys(prefix, RedisFixture.uri().getDatabase());
    private final ChatRecords records = new ChatRecords(prefix);

    private static void await(String what, BooleanSupplier state) {
        Await.until(what, DEADLINE, state);
    }

    private static JsonNode call(String token, String method, URI hub, String path, String body) {
        HttpResponse<String> answer = Http.send(HttpRequest.newBuilder(hub.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private String ask(String token, URI hub, String body) {
        return call(token, "POST", hub, "/api/sse/chat/alice", body).path("id").asString();
    }

    private boolean hasEnded(String id) {
        return records.hasEnded("alice", id);
    }

    @Test
    void writesDownWhatTheLastReleaseWrites() throws IOException {
        try (StatefulRedisConnection<String, String> connection =
                        RedisFixture.client().connect(RedisFixture.uri());
                StatefulRedisPubSubConnection<String, String> said =
                        RedisFixture.client().connectPubSub(RedisFixture.uri());
                Cluster cluster = Cluster.of(2)
                        .prefix(prefix)
                        .workers(1, Duration.ofSeconds(1))
                        .all(JarLaunch::patient)
                        .all(JarLaunch::asReleased)
                        .hubArgs("--hub.auth.mode=jwt")
                        .start()) {
            said.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String pattern, String channel, String message) {
                    add(Kind.MESSAGE, channel, "", List.of(message));
                }
            });
            said.sync().psubscribe(prefix + "*");
            RedisCommands<String, String> redis = connection.sync();
            String secret = redis.lindex(keys.secrets(), 0);
            String alice = Tokens.of(secret, "alice", ",\"hub.topics\":[\"news\"],\"hub.publish\":[\"*\"]");
            String admin = Tokens.of(secret, "operator", ",\"hub.admin\":true");
            live(cluster, alice, admin);
            // A worker that has stopped is not there any more.
            dump(redis, keys.workers());
            leaveAQuestion(cluster, alice);
            dump(redis);
            // A probe is a word to oneself.
            lines.removeIf(line -> line.key().contains(":probe"));
        }
        write();
    }

    /** A little of everything. */
    private void live(Cluster cluster, String alice, String admin) {
        URI one = cluster.uris().get(0);
        URI other = cluster.uris().get(1);
        ReaderOptions shown = ReaderOptions.defaults().headers(Map.of("Authorization", "Bearer " + alice));
        List<String> told = new CopyOnWriteArrayList<>();
        try (SseClient client = new SseClient(shown)) {
            client.open(List.of(one.resolve("/api/sse/connect/alice?topics=news")), event -> {
                told.add(event.type() + " " + event.data());
                add(Kind.CURSOR, "", "", List.of(event.lastEventId()));
            });
            await("welcomed", () -> told.stream().anyMatch(line -> line.contains("\"connected\"")));
            for (String event : List.of(
                    "{\"topic\":\"news\",\"event\":\"headline\",\"data\":{\"text\":\"first\"}}",
                    "{\"topic\":\"news\",\"event\":\"headline\",\"data\":\"第二 ☂\",\"key\":\"k1\"}",
                    "{\"client\":\"alice\",\"event\":\"note\",\"data\":[1,2]}",
                    "{\"broadcast\":true,\"event\":\"all\",\"data\":null}")) {
                call(alice, "POST", one, "/api/sse/publish", event);
            }
            String whole = ask(alice, one, "{\"message\":\"What is a log?\",\"requestId\":\"r1\"}");
            String cancelled = ask(alice, other, "{\"message\":\"What is a hub?\",\"conversationId\":\"c2\"}");
            await("fragments", () -> records.find("alice", cancelled).fragments() > 0);
            call(alice, "DELETE", other, "/api/sse/messages/alice/" + cancelled, "");
            await("an answer", () -> hasEnded(whole) && hasEnded(cancelled));
            call(alice, "POST", one, "/api/sse/ack/alice/" + whole, "");
            call(alice, "POST", one, "/api/sse/tickets", "");

            JsonNode seen = call(admin, "GET", other, "/api/sse/clients/alice", "");
            String connection = seen.path("connections").path(0).path("id").asString();
            call(alice, "POST", other, "/api/sse/token", "{\"connection\":\"" + connection + "\"}");
            call(admin, "GET", other, "/api/sse/cluster/endings", "");
            call(admin, "POST", other, "/api/sse/disconnect/alice", "");
            await("disconnected", () -> told.stream().anyMatch(line -> line.startsWith("disconnected ")));
        }
    }

    /** One that no worker has taken. */
    private void leaveAQuestion(Cluster cluster, String alice) {
        cluster.worker(0).stop();
        ask(alice, cluster.uris().get(0), "{\"message\":\"Who will answer?\",\"requestId\":\"r3\"}");
    }

    private void add(Kind kind, String key, String id, List<String> values) {
        String recorded = key.isEmpty() ? "" : Recording.PREFIX + key.substring(prefix.length());
        lines.add(new Recording.Line(kind, recorded, id, List.copyOf(values)));
    }

    private void dump(RedisCommands<String, String> redis) {
        TreeSet<String> all = new TreeSet<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> page =
                    redis.scan(cursor, ScanArgs.Builder.matches(prefix + "*").limit(1_000));
            all.addAll(page.getKeys());
            cursor = page;
        } while (!cursor.isFinished());
        all.forEach(key -> dump(redis, key));
    }

    private void dump(RedisCommands<String, String> redis, String key) {
        List<String> values = new ArrayList<>();
        switch (redis.type(key)) {
            case "string" -> add(Kind.STRING, key, "", List.of(redis.get(key)));
            case "list" -> add(Kind.LIST, key, "", redis.lrange(key, 0, -1));
            case "hash" -> {
                redis.hgetall(key).forEach((name, value) -> values.addAll(List.of(name, value)));
                add(Kind.HASH, key, "", values);
            }
            case "zset" -> {
                redis.zrangeWithScores(key, 0, -1)
                        .forEach(member ->
                                values.addAll(List.of(member.getValue(), "%.0f".formatted(member.getScore()))));
                add(Kind.SORTED, key, "", values);
            }
            case "stream" ->
                redis.xrange(key, Range.unbounded()).forEach(entry -> {
                    List<String> fields = new ArrayList<>();
                    entry.getBody().forEach((name, value) -> fields.addAll(List.of(name, value)));
                    add(Kind.ENTRY, key, entry.getId(), fields);
                });
            default -> {
                // It has expired meanwhile.
            }
        }
    }

    private void write() throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(
                FOLDER.resolve(Release.version() + ".jsonl"),
                lines.stream().map(JSON::writeValueAsString).toList());
        Path list = FOLDER.resolve("releases.txt");
        TreeSet<String> releases = new TreeSet<>(List.of(Release.version()));
        if (Files.exists(list)) {
            releases.addAll(Files.readAllLines(list));
        }
        Files.write(list, releases);
    }
}
