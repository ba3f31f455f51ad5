package io.ssehub.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.e2e.fixture.Cluster;
import io.ssehub.e2e.fixture.Http;
import io.ssehub.e2e.fixture.JarLaunch;
import io.ssehub.e2e.fixture.JarProcess;
import io.ssehub.e2e.fixture.ModelServer;
import io.ssehub.e2e.fixture.Tokens;
import io.ssehub.e2e.fixture.Unspeakable;
import io.ssehub.loadtest.Await;
import io.ssehub.protocol.fixture.RedisProcess;
import io.ssehub.protocol.fixture.RedisUsers;
import io.ssehub.protocol.redis.RedisKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    private static final String WRONG = "what-makes-no-sense-to-anybody";
    private static final String PROVIDER_KEY = "sk-what-only-the-provider-should-see";
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

    private static UnaryOperator<JarLaunch> byUrl(RedisUsers users, RedisProcess redis, String name) {
        return launch -> launch.redisBy(
                "--spring.data.redis.url=redis://" + name + ":" + users.password() + "@127.0.0.1:" + redis.port());
    }

    /** Whatever is wrong with a call, what it says is not repeated. */
    private static void sayWrongThings(URI node, String marked, String token) {
        String bearer = "Bearer " + token;
        List<HttpResponse<String>> refused = List.of(
                call(node, "POST", "/api/sse/publish", marked, "Authorization", bearer),
                call(node, "POST", "/api/sse/publish", "{\"" + marked + "\":1}", "Authorization", bearer),
                call(node, "POST", "/api/sse/publish", "{\"topic\":\"{" + marked + "\"}", "Authorization", bearer),
                call(
                        node,
                        "POST",
                        "/api/sse/chat/feeder",
                        "{\"message\":{\"" + marked + "\":1}}",
                        "Authorization",
                        bearer),
                call(node, "GET", "/api/sse/connect/feeder?from=" + marked, "", "Authorization", bearer),
                call(node, "GET", "/api/sse/connect/feeder?topics=%0a" + marked, "", "Authorization", bearer),
                call(node, "GET", "/api/sse/connect/" + marked, "", "Authorization", bearer),
                call(node, "GET", "/api/sse/messages/feeder/" + marked, "", "Authorization", bearer),
                call(node, "GET", "/" + marked + ";x=%2e%2e/" + marked, "", "Authorization", bearer),
                call(node, "GET", "/api/sse/doctor?seconds=" + marked, "", "Authorization", bearer),
                call(node, "POST", "/api/sse/publish", "{}", "Authorization", "Bearer " + marked),
                call(node, "POST", "/api/sse/publish", "{}", "Authorization", "Basic " + marked),
                call(node, "POST", "/api/sse/publish", "{}", "Cookie", "hub-token=" + marked),
                call(node, "GET", "/api/sse/connect/feeder?ticket=" + marked, ""),
                call(node, "FETCH", "/api/sse/chat/feeder?" + marked, "", "Authorization", bearer));
        assertThat(refused).extracting(HttpResponse::statusCode).allMatch(status -> status >= 400 && status < 500);
        assertThat(call(
                                node,
                                "GET",
                                "/api/sse/chat/feeder",
                                "",
                                "Authorization",
                                bearer,
                                "Last-Event-ID",
                                marked,
                                "User-Agent",
                                marked,
                                "Referer",
                                "http://" + marked)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void worksUnderTheShippedUsersAndWritesNothingIntoItsLogsThatIsNobodysBusiness() throws Exception {
        RedisUsers users = RedisUsers.shipped();
        Unspeakable unspeakable = new Unspeakable();
        List.of(PROMPT, NEWS, WRONG, PROVIDER_KEY, users.password()).forEach(unspeakable::word);
        try (RedisProcess redis = RedisProcess.start(users.settings());
                ModelServer model = ModelServer.parrot();
                Cluster cluster = Cluster.of(2)
                        .prefix(PREFIX)
                        .workers(1, Duration.ofMillis(20))
                        .hubs(user(users, redis, "hub"))
                        .hub(1, byUrl(users, redis, "hub"))
                        .workers(byUrl(users, redis, "worker"))
                        .workers(launch -> launch.with(model.workerArgs())
                                .with("--spring.ai.openai.api-key=" + PROVIDER_KEY, "--worker.provider.retries=0"))
                        .hubArgs(
                                "--hub.auth.mode=jwt",
                                "--hub.auth.demo-issuer=true",
                                "--management.endpoints.web.exposure.include=*")
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
            unspeakable.token(cookie.substring(cookie.indexOf('=') + 1));
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
            unspeakable.text(field(message, "text"));
            HttpResponse<String> quoted = call(
                    first,
                    "POST",
                    "/api/sse/chat/" + client,
                    "{\"message\":\"" + ModelServer.REFUSED + " " + PROMPT + "\"}",
                    "Cookie",
                    cookie,
                    "Sec-Fetch-Site",
                    "same-origin");
            assertThat(quoted.statusCode()).isEqualTo(202);
            Await.until(() -> "the refusal is told: " + stream, DEADLINE, () -> stream.stream()
                    .anyMatch(line -> line.equals("event: messageError")));

            String secret = redis.ask(admin -> admin.lrange(new RedisKeys(PREFIX, 0).secrets(), 0, 0))
                    .getFirst();
            unspeakable.word(secret);
            String token = unspeakable.token(
                    Tokens.of(secret, "feeder", ",\"hub.topics\":[\"news\"],\"hub.publish\":[\"topic/*\"]"));
            String ticket = unspeakable.word(
                    field(call(first, "POST", "/api/sse/tickets", "", "Authorization", "Bearer " + token), "ticket"));
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
            unspeakable.token(wrong);
            sayWrongThings(first, WRONG, token);
            String admin = unspeakable.token(Tokens.of(secret, "operator", ",\"hub.admin\":true"));
            for (String page : List.of("env", "configprops", "beans", "loggers", "prometheus")) {
                HttpResponse<String> shown =
                        call(second, "GET", "/actuator/" + page, "", "Authorization", "Bearer " + admin);
                assertThat(shown.statusCode()).as(page).isEqualTo(200);
                assertThat(unspeakable.foundIn(shown.body())).as(page).isEmpty();
            }
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
            redis.kill();
            Await.until("all notice that Redis is gone", DEADLINE, () -> all.stream()
                    .allMatch(process -> process.log().contains("Redis cannot be reached")));
            all.forEach(JarProcess::stop);
            for (JarProcess process : all) {
                assertThat(unspeakable.foundIn(process.log()))
                        .as(process.name() + " says nothing that is nobody's business")
                        .isEmpty();
            }
            // What may be said is found by the same search.
            Unspeakable spoken = new Unspeakable();
            spoken.word(client);
            assertThat(spoken.foundIn(cluster.hub(1).log()))
                    .as("connections are logged")
                    .isNotEmpty();
            assertThat(cluster.worker(0).log()).contains("HTTP 400: invalid_request");
        }
    }
}
