package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.fixture.RedisUsers;
import io.ssehub.protocol.redis.RedisKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cluster as it is shipped: users of Redis that may only what they must, an agreed secret, visitors with an identity. */
class SecuredClusterIT {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final String PREFIX = "hub";
    private static final String PROMPT = "what-nobody-but-alice-should-read";
    private static final String NEWS = "what-only-listeners-should-read";

    private static UnaryOperator<JarLaunch> user(RedisUsers users, RedisProcess redis, String name) {
        return launch -> launch.redisBy(Arrays.stream(users.properties(redis, name))
                .map(property -> "--" + property)
                .toArray(String[]::new));
    }

    private static HttpResponse<String> call(URI node, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(DEADLINE)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http.send(request);
    }

    private static Queue<String> follow(HttpClient http, URI node, String path, String... headers) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(answer -> Thread.ofVirtual().start(() -> {
                    lines.add("status " + answer.statusCode());
                    answer.body().forEach(lines::add);
                }));
        Await.until(() -> path + " is open: " + lines, DEADLINE, () -> lines.stream()
                .anyMatch(line -> line.contains("\"code\":\"connected\"")));
        return lines;
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.body().replaceFirst("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void worksUnderTheShippedUsersAndWritesNothingIntoItsLogsThatIsNobodysBusiness() throws Exception {
        RedisUsers users = RedisUsers.shipped();
        List<String> unspeakable = new ArrayList<>(List.of(PROMPT, NEWS, users.password()));
        try (RedisProcess redis = RedisProcess.start(users.settings());
                Cluster cluster = Cluster.of(2)
                        .prefix(PREFIX)
                        .workers(1, Duration.ofMillis(20))
                        .hubs(user(users, redis, "hub"))
                        .workers(user(users, redis, "worker"))
                        .hubArgs("--hub.auth.mode=jwt", "--hub.auth.demo-issuer=true")
                        .start();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            URI first = cluster.hub(0).uri();
            URI second = cluster.hub(1).uri();

            HttpResponse<String> identity = call(first, "POST", "/api/sse/identity", "");
            String client = field(identity, "clientId");
            String cookie =
                    identity.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
            unspeakable.add(cookie.substring(cookie.indexOf('=') + 1));
            Queue<String> stream = follow(http, second, "/api/sse/connect/" + client, "Cookie", cookie);
            HttpResponse<String> asked = call(
                    first,
                    "POST",
                    "/api/sse/chat/" + client,
                    "{\"message\":\"" + PROMPT + "\"}",
                    "Cookie",
                    cookie,
                    "Sec-Fetch-Site",
                    "same-origin");
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
            Await.until(() -> "the answer ends: " + stream, DEADLINE, () -> stream.stream()
                    .anyMatch(line -> line.equals("event: messageEnd")));
            HttpResponse<String> message =
                    call(second, "GET", "/api/sse/messages/" + client + "/" + field(asked, "id"), "", "Cookie", cookie);
            String answer = field(message, "text");
            assertThat(answer.length()).isGreaterThan(10);
            Stream.of(answer.split("[.!?。！？]"))
                    .map(String::strip)
                    .filter(sentence -> sentence.length() > 12)
                    .forEach(unspeakable::add);

            String secret = redis.ask(admin -> admin.lrange(new RedisKeys(PREFIX, 0).secrets(), 0, 0))
                    .getFirst();
            unspeakable.add(secret);
            String token = Tokens.of(secret, "feeder", ",\"hub.topics\":[\"news\"],\"hub.publish\":[\"topic/*\"]");
            unspeakable.add(token);
            String ticket =
                    field(call(first, "POST", "/api/sse/tickets", "", "Authorization", "Bearer " + token), "ticket");
            unspeakable.add(ticket);
            Queue<String> news = follow(http, second, "/api/sse/connect/feeder?topics=news&ticket=" + ticket);
            assertThat(call(
                                    first,
                                    "POST",
                                    "/api/sse/publish",
                                    "{\"topic\":\"news\",\"event\":\"note\",\"data\":\"" + NEWS + "\"}",
                                    "Authorization",
                                    "Bearer " + token)
                            .statusCode())
                    .isEqualTo(202);
            Await.until("the news come", DEADLINE, () -> news.stream().anyMatch(line -> line.contains(NEWS)));

            // What goes wrong is logged more readily than what goes right.
            String wrong = token.substring(0, token.length() - 5) + "wrong";
            unspeakable.add(wrong);
            assertThat(call(first, "POST", "/api/sse/publish", PROMPT, "Authorization", "Bearer " + wrong)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(call(first, "POST", "/api/sse/publish", PROMPT, "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(call(second, "GET", "/api/sse/connect/feeder?ticket=" + ticket, "")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(call(second, "GET", "/api/sse/chat/" + client, "", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(403);

            assertThat(RedisUsers.refusals(redis)).isEmpty();
            List<JarProcess> all = Stream.concat(cluster.hubs().stream(), cluster.workers().stream())
                    .toList();
            all.forEach(JarProcess::stop);
            for (JarProcess process : all) {
                String log = process.log();
                assertThat(log).as("it has a log").contains("Redis");
                unspeakable.forEach(secretText -> assertThat(log).doesNotContain(secretText));
            }
            assertThat(cluster.hub(1).log()).as("connections are logged").contains(client);
        }
    }
}
